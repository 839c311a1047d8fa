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
  const [last, setLast] = useState({ value, told: value })
  // What the list was asked by something else, as *Show all* does, is what the box says, too.
  if (value !== last.value) {
    setLast({ ...last, value })
    if (value !== last.told) setText(value)
  }
  const look = useDebouncedCallback((wanted: string) => {
    const told = wanted.trim()
    setLast({ value, told })
    onSearch(told || undefined)
  }, 250)
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
