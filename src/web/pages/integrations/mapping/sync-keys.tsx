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
  const best = mapping.syncKeys.length === 0 ? bestOf(desk, open) : undefined
  return (
    <Box id="sync-keys" mb="lg" component="section" aria-label="Sync keys" style={{ scrollMarginTop: 90 }}>
      <Text fw={600} size="sm">
        Sync keys
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        The unique fields by which a record finds its {one} the first time, asked in this order. Afterwards
        the vendor’s own id does.
      </Text>
      <Stack gap="xs">
        {mapping.syncKeys.map((key, at) => (
          <Line key={key.field} syncKey={key} place={at} takesFocus={added === key.field} />
        ))}
      </Stack>
      {best && (
        <Text size="sm" mt="sm">
          We recommend {best.label}: {reason(desk, best)}
        </Text>
      )}
      {mayEdit && open.length > 0 && (
        <Group gap="xs" mt="sm">
          {open.map(({ key, label }) => (
            <Button
              key={key}
              variant={key === best?.key ? 'light' : 'default'}
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

/** The one to begin with, by what it is and by what the sample shows. */
const bestOf = (desk: Desk, open: readonly Field[]): Field | undefined =>
  open.toSorted((a, b) => rank(a) - rank(b) || blanks(desk, a) - blanks(desk, b))[0]

/** So many records of the sample have no value in it. */
function blanks({ preview }: Desk, { key }: Field): number {
  const tally = preview?.sample.targets.find((one) => one.key === key)
  return tally ? tally.blank + tally.problems : (preview?.sample.records ?? 0)
}

function reason(desk: Desk, best: Field): string {
  const known = rank(best) < 2 ? 'other vendors know it, too' : 'none that other vendors know is mapped yet'
  const records = desk.preview?.sample.records
  if (records === undefined) return `${known}.`
  const missing = blanks(desk, best)
  const having = missing === 0 ? `every one of the ${records}` : `${records - missing} of the ${records}`
  return `${having} records of the sample ${missing === 0 ? 'has' : 'have'} it, and ${known}.`
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
            ? 'Finds, and a later change of it at the vendor is written'
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
