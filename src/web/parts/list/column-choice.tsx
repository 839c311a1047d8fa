import { ActionIcon, Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './column-choice.module.css'
import { headingOf, type ListColumn, type ListSpec } from './list-spec.ts'
import { columnWords, shownColumns } from './use-list.ts'
import type { ListWords } from './words.ts'

interface ChoiceProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly words: ListWords
  say(change: ListWords): void
}

/** Which columns are shown, in which order: those that are, in theirs, then the others. */
export function ColumnChoice<T extends { readonly id: string }>({ spec, words, say }: ChoiceProps<T>) {
  const [text, setText] = useState('')
  const shown = shownColumns(spec, words)
  const keys = shown.map(({ key }) => key)
  const others = spec.columns.filter(({ key }) => !keys.includes(key))
  const fits = (column: ListColumn<T>) => headingOf(column).toLowerCase().includes(text.trim().toLowerCase())
  const choose = (columns: typeof shown) => say({ columns: columnWords(spec, columns) })
  const move = (at: number, to: number) => {
    const column = shown[at]
    if (column && to >= 0 && to < shown.length) choose(shown.toSpliced(at, 1).toSpliced(to, 0, column))
  }
  return (
    <Stack gap={0}>
      <TextInput
        data-autofocus
        p="xs"
        size="xs"
        aria-label="Search the columns"
        placeholder="Search"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Stack gap={2} px="xs" mah={320} style={{ overflowY: 'auto' }}>
        {/* One list of all, so that whoever is at a column stays there when it is chosen. */}
        {[...shown, ...others].filter(fits).map((column) => {
          const at = shown.indexOf(column)
          const label = headingOf(column)
          return (
            <div key={column.key} className={classes.line}>
              <Checkbox
                size="xs"
                label={label}
                checked={at >= 0}
                disabled={at >= 0 && shown.length === 1}
                onChange={() => choose(at >= 0 ? shown.toSpliced(at, 1) : [...shown, column])}
              />
              {at >= 0 && <Moves label={label} at={at} of={shown.length} onMove={(to) => move(at, to)} />}
            </div>
          )
        })}
      </Stack>
      <Group p="xs">
        <Button size="compact-xs" variant="subtle" onClick={() => say({ columns: undefined })}>
          The usual columns
        </Button>
      </Group>
    </Stack>
  )
}

interface MovesProps {
  readonly label: string
  readonly at: number
  readonly of: number
  onMove(to: number): void
}

function Moves({ label, at, of, onMove }: MovesProps) {
  return (
    <Group gap={2} wrap="nowrap">
      <Move label={`${label} before`} isOff={at === 0} onPress={() => onMove(at - 1)}>
        <IconChevronUp size={14} aria-hidden />
      </Move>
      <Move label={`${label} after`} isOff={at === of - 1} onPress={() => onMove(at + 1)}>
        <IconChevronDown size={14} aria-hidden />
      </Move>
    </Group>
  )
}

interface MoveProps {
  readonly label: string
  readonly isOff: boolean
  readonly children: ReactNode
  onPress(): void
}

function Move({ label, isOff, children, onPress }: MoveProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      aria-label={`Move ${label}`}
      // It keeps the focus at the end of the way.
      {...(isOff ? { 'data-disabled': true } : {})}
      aria-disabled={isOff}
      onClick={onPress}
    >
      {children}
    </ActionIcon>
  )
}
