import { Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PipeStep } from '../../../../client/expression.ts'
import type { MappingEntry } from '../../../../client/integration.ts'
import type { Field } from '../../../../client/types.ts'
import { expressionQuery, pipesQuery, previewQuery } from '../../../parts/data/integrations.ts'
import { valueText } from '../../../parts/value.tsx'
import { DialogForm } from '../../../ui/dialog-form.tsx'
import { Loading } from '../../../ui/states.tsx'
import { useDesk } from './desk.ts'
import { mapTarget } from './mapping-edits.ts'
import { PipeLine } from './pipe-line.tsx'
import { newStep, pipesText, raised } from './pipe-steps.ts'

interface PipeBuilderProps {
  readonly field: Field
  readonly entry: MappingEntry
  onClose(): void
}

/** Builds what a value goes through on its way to one of our fields. */
export function PipeBuilder(props: PipeBuilderProps) {
  const { pipes = '' } = props.entry
  const { data: read } = useQuery({ ...expressionQuery('pipes', pipes), enabled: pipes !== '' })
  const { data: known } = useQuery(pipesQuery)
  if (!known || (pipes !== '' && !read)) return <Loading lines={4} />
  return <Builder {...props} begin={pipes === '' ? [] : (read?.steps ?? null)} />
}

/** Step by step, or as a text where it is more than plain steps. */
function Builder({
  field,
  entry,
  onClose,
  begin,
}: PipeBuilderProps & { readonly begin: readonly PipeStep[] | null }) {
  const { mapping, setMapping } = useDesk()
  const [steps, setSteps] = useState(begin ?? [])
  const [typed, setTyped] = useState(entry.pipes ?? '')
  const text = begin === null ? typed : pipesText(steps)
  const { problem, result } = useResult(field, entry, text)
  const save = () => {
    setMapping(mapTarget(mapping, field.key, entry.source, text))
    onClose()
  }
  return (
    <DialogForm problem={undefined} act="Use" isBusy={false} onClose={onClose} onSubmit={save}>
      {begin === null ? (
        <TextInput
          label="Pipes"
          ff="monospace"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
      ) : (
        <Steps steps={steps} onSteps={setSteps} />
      )}
      <Text size="sm" role="status" c={problem ? 'var(--mantine-color-error)' : 'dimmed'} mih={22}>
        {problem ?? result}
      </Text>
    </DialogForm>
  )
}

interface StepsProps {
  readonly steps: readonly PipeStep[]
  onSteps(steps: readonly PipeStep[]): void
}

function Steps({ steps, onSteps }: StepsProps) {
  const { data: known = [] } = useQuery(pipesQuery)
  return (
    <Stack gap="sm">
      {steps.length === 0 && <Text size="sm">The value arrives as it is. Add what it goes through.</Text>}
      {steps.map((step, at) => (
        <PipeLine
          // biome-ignore lint/suspicious/noArrayIndexKey: the same pipe may stand twice, and its place is what it is
          key={at}
          step={step}
          place={at}
          pipe={known.find(({ pipe }) => pipe === step.pipe)}
          onChange={(next) => onSteps(steps.with(at, next))}
          onRaise={at > 0 ? () => onSteps(raised(steps, at)) : undefined}
          onRemove={() => onSteps(steps.toSpliced(at, 1))}
        />
      ))}
      <Select
        // Anew with every step: empty again, and where the focus goes when a step is gone.
        key={steps.length}
        autoFocus
        openOnFocus={false}
        label="Add a pipe"
        placeholder="Search what it does"
        searchable
        value={null}
        data={known.map(({ pipe, about }) => ({ value: pipe, label: `${pipe}: ${about}` }))}
        onChange={(value) => {
          const pipe = known.find((one) => one.pipe === value)
          if (pipe) onSteps([...steps, newStep(pipe)])
        }}
        data-autofocus
      />
    </Stack>
  )
}

/** What comes out of the record that is looked at, and of all of the sample, shortly after the last change. */
function useResult(field: Field, { source }: MappingEntry, text: string) {
  const { integration, mapping, record, preview } = useDesk()
  const [settled] = useDebouncedValue(text, 250)
  const { data: read } = useQuery({ ...expressionQuery('pipes', settled), enabled: settled !== '' })
  const tried = mapTarget(mapping, field.key, source, settled)
  const { data } = useQuery({
    ...previewQuery(integration.id, { record, mapping: tried }),
    enabled: preview !== undefined,
    placeholderData: keepPreviousData,
  })
  const seen = data?.row.find(({ key }) => key === field.key)
  const failing = data?.sample.targets.find(({ key }) => key === field.key)?.problems ?? 0
  const problem = (settled === '' ? null : read?.problem) ?? seen?.problem
  if (problem || !seen)
    return { problem, result: preview ? '' : 'Take a sample, and you see here what comes out.' }
  const all = failing > 0 ? ` It fails for ${failing} of ${data?.sample.records} in the sample.` : ''
  return {
    problem,
    result: `In the record you look at: ${seen.value === undefined ? 'nothing' : (valueText(seen.value) ?? 'empty')}.${all}`,
  }
}
