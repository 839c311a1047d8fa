import { List, Popover, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Token } from '../../../client/access.ts'
import { rightsQuery } from '../../parts/data/roles.ts'
import { countOf } from '../../ui/numbers.ts'

/** How many rights a token has, and on demand which. */
export function TokenRights({ token: { name, rights } }: { readonly token: Token }) {
  const { data: all = [] } = useQuery(rightsQuery)
  const text = countOf(rights.length, 'right')
  return (
    <Popover width={340} shadow="md" position="bottom-start" withArrow trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          fz="sm"
          td="underline"
          style={{ textUnderlineOffset: 3, textDecorationStyle: 'dotted' }}
        >
          {text}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Rights of ${name}`}>
        <List size="sm" spacing={6} tabIndex={-1}>
          {rights.map((right) => (
            <List.Item key={right}>
              {all.find((one) => one.right === right)?.says ?? right}
              <Text size="xs" c="dimmed" ff="monospace">
                {right}
              </Text>
            </List.Item>
          ))}
        </List>
      </Popover.Dropdown>
    </Popover>
  )
}
