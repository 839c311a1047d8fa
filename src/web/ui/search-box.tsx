import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'

interface SearchBoxProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string | undefined
  /** Told once nobody types any more; undefined: everything. */
  onSearch(text: string | undefined): void
}

/** Looks for something in a list while it is typed. */
export function SearchBox({ label, placeholder, value = '', onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const look = useDebouncedCallback((wanted: string) => onSearch(wanted.trim() || undefined), 250)
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      w={300}
      maw="100%"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        look(event.currentTarget.value)
      }}
    />
  )
}
