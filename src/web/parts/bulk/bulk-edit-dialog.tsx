import { Button, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Field } from '../../../client/types.ts'
import { fieldsOf } from '../data/fields.ts'
import { problemsByField } from '../problems.ts'
import { typedOf } from '../record/value-input.tsx'
import { useSession } from '../session.ts'
import { BulkLine, type Line } from './bulk-line.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { useBulkEdit, type Which } from './use-bulk-edit.ts'

const first: Line = { key: '', how: 'set', text: '' }

/** Writes the same to many people or devices by hand, field by field; what comes of it is shown before anything is changed. */
export function BulkEditDialog({ onClose, ...which }: Which & { onClose(): void }) {
  const { data: all = [] } = useQuery(fieldsOf(which.object))
  const [lines, setLines] = useState<readonly Line[]>([first])
  const ask = useBulkEdit(which)
  const { seesEverybody } = useSession()
  const another = useRef<HTMLButtonElement>(null)
  const remove = (at: number) => {
    setLines(lines.toSpliced(at, 1))
    another.current?.focus()
  }
  // No two have the same of what tells them apart, and owners of many are written only by who sees everybody.
  const fields = all.filter(
    ({ id, retired, unique }) => !retired && !unique && (seesEverybody || id !== 'device.owner'),
  )
  const problems = problemsByField(ask.error, 'values.')
  const taken = lines.map(({ key }) => key)
  return (
    <PlanDialog
      title={`Edit ${which.counted}`}
      size="xl"
      lead="What is written stays whatever a source says, until it is given back."
      ask={ask}
      fields={lines.map(({ key }) => `values.${key}`)}
      onClose={onClose}
      onSubmit={() => ask.mutate(editOf(lines, fields))}
    >
      <Stack gap="sm">
        {lines.map((line, at) => (
          <BulkLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name
            key={at}
            line={line}
            fields={fields.filter(({ key }) => key === line.key || !taken.includes(key))}
            error={problems[line.key]}
            onChange={(next) => setLines(lines.with(at, next))}
            onRemove={lines.length > 1 ? () => remove(at) : undefined}
          />
        ))}
      </Stack>
      <div>
        <Button
          ref={another}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setLines([...lines, first])}
        >
          Another field
        </Button>
      </div>
    </PlanDialog>
  )
}

function editOf(lines: readonly Line[], fields: readonly Field[]) {
  const known = new Map(fields.map((field) => [field.key, field]))
  const values = lines.flatMap(({ key, how, text }) => {
    const field = known.get(key)
    if (!field || how === 'give-back') return []
    return [[key, how === 'empty' ? null : typedOf(field, text)] as const]
  })
  const giveBack = lines.filter(({ how }) => how === 'give-back').map(({ key }) => key)
  return { act: 'edit', values: Object.fromEntries(values), giveBack } as const
}
