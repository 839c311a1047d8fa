import { Button, Group, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchBox } from '../../ui/search-box.tsx'
import { nounWords } from './act-words.ts'
import type { ActivitySearch } from './wish.ts'

const nouns = Object.entries(nounWords)
  .map(([value, label]) => ({ value, label: label.charAt(0).toUpperCase() + label.slice(1) }))
  .toSorted((a, b) => a.label.localeCompare(b.label))

/** Which acts are shown; it stands in the address. */
export function Filters() {
  const search = useSearch({ from: '/inside/activity' })
  const navigate = useNavigate({ from: '/activity' })
  const set = (key: keyof ActivitySearch, value: string | null | undefined) =>
    void navigate({
      search: ({ [key]: _, ...others }) => ({ ...others, ...(value ? { [key]: value } : {}) }),
      replace: true,
    })
  const isFiltered = Object.keys(search).length > 0
  return (
    <Group p="md" gap="sm">
      <SearchBox
        key={search.who ?? ''}
        label="By whom"
        placeholder="By whom: the whole name"
        value={search.who}
        onSearch={(who) => set('who', who)}
      />
      <Select
        aria-label="What it was done to"
        placeholder="To anything"
        data={nouns}
        clearable
        clearButtonProps={{ 'aria-label': 'To anything' }}
        w={190}
        value={search.act ?? null}
        onChange={(act) => set('act', act)}
      />
      <Day label="From day" value={search.since} onChange={(day) => set('since', day)} />
      <Day label="To day" value={search.until} onChange={(day) => set('until', day)} />
      {search.thing && (
        <Button
          variant="light"
          rightSection={<IconX size={14} aria-hidden />}
          onClick={() => set('thing', undefined)}
          aria-label="Not only this thing"
        >
          Only this thing
        </Button>
      )}
      {isFiltered && (
        <Button variant="subtle" onClick={() => void navigate({ search: {}, replace: true })}>
          Show all
        </Button>
      )}
    </Group>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string | undefined
  onChange(day: string): void
}

function Day({ label, value = '', onChange }: DayProps) {
  return (
    <TextInput
      aria-label={label}
      title={label}
      type="date"
      w={150}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
