import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from './api.ts'
import { personQuery } from './data/people.ts'
import { personName } from './person-name.ts'
import { useMay } from './session.ts'

interface PersonPickerProps {
  readonly label: string
  readonly description: string
  readonly value: string | null
  readonly error: string | undefined
  onChange(id: string | null): void
}

/** What is chosen where it is to be nobody: no id of a person. */
const nobody = 'nobody'

/** Somebody in the directory, found by typing, or nobody, which has to be said. */
export function PersonPicker({ label, description, value, error, onChange }: PersonPickerProps) {
  const may = useMay()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  const { data: found } = useQuery({
    queryKey: ['people', 'picker', search],
    queryFn: () => api.people.list({ search, limit: 20 }),
    enabled: may('people:read'),
    placeholderData: keepPreviousData,
  })
  const { data: chosen } = useQuery({
    ...personQuery(value ?? ''),
    enabled: value !== null && may('people:read'),
  })
  if (!may('people:read')) return null
  const people = [...(chosen ? [chosen] : []), ...(found?.items ?? [])]
  const named = new Map(
    people.map((person) => [person.id, [personName(person), person.values.email].filter(Boolean).join(', ')]),
  )
  return (
    <Select
      label={label}
      description={description}
      placeholder="Nobody"
      data={[
        ...(value === null ? [] : [{ value: nobody, label: 'Nobody' }]),
        ...[...named].map(([id, label]) => ({ value: id, label })),
      ]}
      // The server has looked already, also where a list cannot.
      filter={({ options }) => options}
      nothingFoundMessage="Nobody fits"
      searchable
      allowDeselect={false}
      value={value}
      error={error}
      onSearchChange={setText}
      onChange={(id) => onChange(id === nobody ? null : id)}
    />
  )
}
