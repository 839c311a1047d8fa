import { ActionIcon, Box, Button, Group, Stack, Switch, Text } from '@mantine/core'
import { IconArrowUp, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { SyncKey } from '../../../../client/integration.ts'
import type { Field } from '../../../../client/types.ts'
import { objectWords } from '../../../parts/object-words.ts'
import { type Desk, useDesk } from './desk.ts'
import { KeySurvey } from './key-survey.tsx'
import { addSyncKey, raiseSyncKey, removeSyncKey, setSyncKey } from './mapping-edits.ts'

/** By which unique fields a record finds its object, in the order in which they are asked. */
export function SyncKeys() {
  const desk = useDesk()
  const { mapping, object, fields, setMapping, mayEdit } = desk
  const [added, setAdded] = useState<string>()
  const { one, key: usualKey } = objectWords[object]
  const mapped = new Set(mapping.entries.map(({ target }) => target))
  const used = new Set(mapping.syncKeys.map(({ field }) => field))
  const open = fields.filter(({ key, unique }) => unique && mapped.has(key) && !used.has(key))
  return (
    <Box id="sync-keys" mt="lg" component="section" aria-label="Sync keys" style={{ scrollMarginTop: 90 }}>
      <Text fw={600} size="sm">
        Sync keys
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        The unique fields by which a record finds its {one}, asked in this order. {advice(desk, open)}
      </Text>
      <Stack gap="xs">
        {mapping.syncKeys.map((key, at) => (
          <Line key={key.field} syncKey={key} place={at} takesFocus={added === key.field} />
        ))}
      </Stack>
      {mayEdit && open.length > 0 && (
        <Group gap="xs" mt="sm">
          {open.map(({ key, label }) => (
            <Button
              key={key}
              variant="default"
              size="xs"
              onClick={() => {
                setAdded(key)
                setMapping(addSyncKey(mapping, key))
              }}
            >
              Use {label} as sync key
            </Button>
          ))}
        </Group>
      )}
      <KeySurvey />
      {mapping.syncKeys.length === 0 && open.length === 0 && (
        <Text size="sm">Map a unique field first, such as {usualKey}.</Text>
      )}
    </Box>
  )
}

/** One recommendation in a sentence, from what the sample shows. */
function advice({ preview, mapping }: Desk, open: readonly Field[]): string {
  if (!preview || mapping.syncKeys.length > 0 || open.length === 0) return ''
  const blanks = (field: Field) => {
    const tally = preview.sample.targets.find(({ key }) => key === field.key)
    return tally ? tally.blank + tally.problems : preview.sample.records
  }
  const [best] = open.toSorted((a, b) => rank(a) - rank(b) || blanks(a) - blanks(b))
  if (!best) return ''
  const missing = blanks(best)
  const why =
    missing === 0
      ? `every one of the ${preview.sample.records} records of the sample has it`
      : `${preview.sample.records - missing} of the ${preview.sample.records} records of the sample have it`
  return `We recommend ${best.label}: ${why}, and other vendors know it too.`
}

/** An e-mail address or a serial number finds what another source brought; an id of the vendor finds only its own. */
const rank = ({ type, key }: Field): number =>
  type === 'email' || key === 'serial_number' ? 0 : key === 'username' ? 1 : 2

interface LineProps {
  readonly syncKey: SyncKey
  readonly place: number
  /** Whether it was just added: the button that had the focus is gone. */
  readonly takesFocus: boolean
}

function Line({ syncKey, place, takesFocus }: LineProps) {
  const { mapping, object, fields, problems, setMapping, mayEdit } = useDesk()
  const field = fields.find(({ key }) => key === syncKey.field)
  const label = field?.label ?? syncKey.field
  const problem = problems.syncKeys[syncKey.field]
  const isStale = field?.mandatory === true && !syncKey.update
  return (
    <Group gap="sm" wrap="wrap">
      <Text size="sm" miw={160}>
        {place + 1}. {label}
      </Text>
      <Switch
        size="sm"
        label="Also written"
        description={
          syncKey.update
            ? 'A later change of it at the vendor is written'
            : 'Only finds: a later change of it at the vendor is not written'
        }
        disabled={!mayEdit}
        autoFocus={takesFocus}
        checked={syncKey.update}
        onChange={(event) =>
          setMapping(setSyncKey(mapping, { ...syncKey, update: event.currentTarget.checked }))
        }
      />
      {mayEdit && (
        <>
          {place > 0 && (
            <ActionIcon
              variant="default"
              aria-label={`Ask ${label} earlier`}
              onClick={() => setMapping(raiseSyncKey(mapping, syncKey.field))}
            >
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
          )}
          <ActionIcon
            variant="default"
            aria-label={`Do not use ${label} as sync key`}
            onClick={() => setMapping(removeSyncKey(mapping, syncKey.field))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </>
      )}
      {isStale && (
        <Text size="sm" c="var(--m-warning)">
          {label} is mandatory, and would only be written when a {objectWords[object].one} is made.
        </Text>
      )}
      {problem && (
        <Text size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
    </Group>
  )
}
