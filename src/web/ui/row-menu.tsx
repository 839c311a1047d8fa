import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useRef } from 'react'

export interface RowAct {
  readonly label: string
  readonly isDangerous?: boolean
  run(): void
}

/** What can be done with one row. Nothing stands there where nothing can be. */
export function RowMenu({ label, acts }: { readonly label: string; readonly acts: readonly RowAct[] }) {
  const button = useRef<HTMLButtonElement>(null)
  if (acts.length === 0) return null
  const start = ({ run }: RowAct) => {
    // A dialog gives the focus back to what had it: the button, for the menu is gone by then.
    button.current?.focus()
    run()
  }
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" aria-label={label}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map((act) => (
          <Menu.Item
            key={act.label}
            onClick={() => start(act)}
            {...(act.isDangerous ? { color: 'red' } : {})}
          >
            {act.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
