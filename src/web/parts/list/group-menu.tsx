import { Button, Menu } from '@mantine/core'
import { IconCheck, IconLayoutList } from '@tabler/icons-react'
import type { ListColumn, ListSpec } from './list-spec.ts'
import type { ListWords } from './words.ts'

const groupable: ReadonlySet<string> = new Set(['text', 'number', 'boolean', 'date', 'datetime'])

/** Whether the values of a column are counted, rather than being different in each row; moments are, by their day. */
const isGroupable = <T,>({ type }: ListColumn<T>): boolean => groupable.has(type)

interface MenuProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly words: ListWords
  say(change: ListWords): void
}

/** Chooses the column whose values are counted. */
export function GroupMenu<T extends { readonly id: string }>({ spec, words, say }: MenuProps<T>) {
  const chosen = spec.columns.find(({ key }) => key === words.group)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant={chosen ? 'light' : 'default'}
          leftSection={<IconLayoutList size={15} aria-hidden />}
        >
          {chosen ? `By ${chosen.label}` : 'Group'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Label>Count by</Menu.Label>
        {spec.columns.filter(isGroupable).map(({ key, label }) => (
          <Menu.Item
            key={key}
            aria-current={key === words.group}
            rightSection={key === words.group && <IconCheck size={15} aria-hidden />}
            onClick={() => say({ group: key })}
          >
            {label}
          </Menu.Item>
        ))}
        {chosen && <Menu.Divider />}
        {chosen && <Menu.Item onClick={() => say({ group: undefined })}>No groups</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
