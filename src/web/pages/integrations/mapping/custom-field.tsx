import { Button, Code, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CustomField, FactType } from '../../../../client/integration.ts'
import { expressionQuery, previewQuery } from '../../../parts/data/integrations.ts'
import { valueText } from '../../../parts/value.tsx'
import { Modal } from '../../../ui/modal.tsx'
import { useDesk } from './desk.ts'
import { addCustomField } from './mapping-edits.ts'

/** Adds a field of the vendor that the connector does not know, by its path. */
export function CustomFieldButton() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Add field by path
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title="Add a field by its path">
        <Form onClose={dialog.close} />
      </Modal>
    </>
  )
}

const types: readonly { readonly value: FactType; readonly label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'datetime', label: 'Date and time' },
  { value: 'list', label: 'List' },
]

function Form({ onClose }: { onClose(): void }) {
  const { mapping, setMapping } = useDesk()
  const [field, setField] = useState<CustomField>({ label: '', type: 'text', from: '' })
  const tried = useTried(field)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setMapping(addCustomField(mapping, field))
    onClose()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name"
          required
          value={field.label}
          onChange={(event) => setField({ ...field, label: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          label="Path"
          description={
            <>
              As in <Code>custom.badge</Code>, <Code>addresses[0].city</Code> or{' '}
              <Code>tags | join(", ")</Code>
            </>
          }
          required
          ff="monospace"
          spellCheck={false}
          value={field.from}
          error={tried?.problem}
          onChange={(event) => setField({ ...field, from: event.currentTarget.value })}
        />
        {tried && !tried.problem && (
          <Text size="sm" c="dimmed" role="status">
            In the record you look at: {tried.text}
          </Text>
        )}
        <Select
          label="Type"
          data={[...types]}
          value={field.type}
          allowDeselect={false}
          onChange={(value) => {
            const type = types.find((one) => one.value === value)?.value
            if (type) setField({ ...field, type })
          }}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={tried?.problem !== undefined}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What the path finds in the record that is looked at, or why it cannot be read; shortly after it was typed. */
function useTried(field: CustomField): { readonly problem?: string; readonly text?: string } | undefined {
  const { integration, mapping, record, preview } = useDesk()
  const [settled] = useDebouncedValue(field, 250)
  const probe = {
    ...mapping,
    customFields: { ...mapping.customFields, 'custom.probe': { ...settled, label: 'Probe' } },
  }
  const path = settled.from.trim()
  const { data: read } = useQuery({ ...expressionQuery('expression', path), enabled: path !== '' })
  const { data } = useQuery({
    ...previewQuery(integration.id, { record, mapping: probe }),
    enabled: preview !== undefined && path !== '',
    placeholderData: keepPreviousData,
  })
  if (path === '') return undefined
  if (read?.problem) return { problem: read.problem }
  // Without a sample there is nothing to try it on.
  if (!data) return undefined
  const problem = data.problems.find(({ field: place }) => place.includes('custom.probe'))
  if (problem) return { problem: problem.message }
  const fact = data.facts.find(({ key }) => key === 'custom.probe')
  if (fact?.problem) return { problem: fact.problem }
  return { text: fact?.value === undefined ? 'nothing' : (valueText(fact.value) ?? 'empty') }
}
