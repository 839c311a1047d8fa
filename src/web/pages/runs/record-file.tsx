import { Anchor, Code, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutcomeFile, OutcomeRecord, Run } from '../../../client/run.ts'
import { objectWords } from '../../parts/object-words.ts'
import { isDone, outcomeTones, outcomeWord } from '../../parts/run-words.ts'
import { Value } from '../../parts/value.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Details } from '../../ui/details.tsx'
import { Note } from '../../ui/note.tsx'
import { Tag } from '../../ui/tag.tsx'
import { OutcomeTold } from './outcome-told.tsx'

interface FileProps {
  readonly run: Run
  readonly file: OutcomeFile
}

/** How a record became what it became: what was decided and why, back to what the vendor sent. */
export function RecordFile({ run, file }: FileProps) {
  const { record, isHidden } = file
  return (
    <Stack gap="lg">
      <Decision run={run} file={file} />
      {record ? (
        <Whole run={run} record={record} />
      ) : (
        <Note
          tone="held"
          title={isHidden ? 'The record is hidden from you' : 'Nothing of the record is kept'}
        >
          {isHidden
            ? 'What a vendor sent is shown only to those who may see every field of people.'
            : 'It was left out before it was looked at, or it is too old.'}
        </Note>
      )}
    </Stack>
  )
}

function Decision({ run, file }: FileProps) {
  const { kind, personId, deviceId, saasApplicationId } = file
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <Tag tone={outcomeTones[kind]}>{outcomeWord(kind, run)}</Tag>
        {personId && (kind !== 'created' || isDone(run)) && (
          <Anchor component={Link} to={`/people/${personId}`} size="sm">
            Open the person
          </Anchor>
        )}
        {deviceId && (kind !== 'created' || isDone(run)) && (
          <Anchor component={Link} to={`/hardware/${deviceId}`} size="sm">
            Open the device
          </Anchor>
        )}
        {saasApplicationId && (
          <Anchor component={Link} to={`/saas/${saasApplicationId}`} size="sm">
            Open the SaaS application
          </Anchor>
        )}
      </Group>
      <OutcomeTold outcome={file} />
      <Text size="sm" c="dimmed">
        {matchText(file, objectWords[run.object].one)}
      </Text>
    </Stack>
  )
}

function matchText({ kind, match, vendorId }: OutcomeFile, one: string): string {
  const id = vendorId ? `Its id at the vendor is ${vendorId}.` : 'It has no id at the vendor.'
  if (match?.by === 'vendor-id') return `${id} The ${one} was found by it.`
  if (match) return `${id} The ${one} was found by the sync key${match.field ? ` ${match.field}` : ''}.`
  return kind === 'created' ? `${id} Nothing in the directory had its sync keys: the ${one} is new.` : id
}

function Whole({ run, record }: { readonly run: Run; readonly record: OutcomeRecord }) {
  const { raw, facts, row, withheld, saidIn } = record
  const told = facts.filter(({ value, problem }) => value !== undefined || problem !== null)
  return (
    <>
      {saidIn !== run.id && (
        <Text size="sm">
          The list of this run says nothing new of it. What follows was sent in{' '}
          <Anchor component={Link} to={`/runs/${saidIn}`} inherit underline="always">
            an earlier run
          </Anchor>
          .
        </Text>
      )}
      {row && (
        <Part title="In the directory’s fields" lead="What the mapping made of it">
          <Details items={row.map(({ label, value }) => [label, <Value key={label} value={value} />])} />
        </Part>
      )}
      {told.length > 0 && (
        <Part title="In the vendor’s fields" lead="What the mapping could choose from">
          <Details
            items={told.map(({ label, value, problem }) => [
              label,
              problem ?? <Value key={label} value={value ?? null} />,
            ])}
          />
        </Part>
      )}
      <Raw text={JSON.stringify(raw, null, 2)} withheld={withheld} />
    </>
  )
}

function Raw({ text, withheld }: { readonly text: string; readonly withheld: readonly string[] }) {
  return (
    <Part
      title="As the vendor sent it"
      lead={withheld.length > 0 ? `Never kept, whether sent or not: ${withheld.join(', ')}` : undefined}
      action={<Copy text={text} />}
    >
      <Code
        block
        fz="xs"
        mah={420}
        tabIndex={0}
        role="region"
        aria-label="As the vendor sent it"
        style={{ overflow: 'auto' }}
      >
        {text}
      </Code>
    </Part>
  )
}

interface PartProps {
  readonly title: string
  readonly lead: string | undefined
  readonly action?: ReactNode
  readonly children: ReactNode
}

function Part({ title, lead, action, children }: PartProps) {
  return (
    <section>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb={8}>
        <div>
          <Title order={3} size="h6">
            {title}
          </Title>
          {lead && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {lead}
            </Text>
          )}
        </div>
        {action}
      </Group>
      {children}
    </section>
  )
}
