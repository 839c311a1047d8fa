import { Button, Popover } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { Loading } from '../../ui/states.tsx'
import type { ListSpec } from './list-spec.ts'
import type { ListWords } from './words.ts'

// Comes when somebody shapes the list.
const ColumnChoice = lazy(async () => ({ default: (await import('./column-choice.tsx')).ColumnChoice }))

interface MenuProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly words: ListWords
  say(change: ListWords): void
}

/** Opens the choice of columns. */
export function ColumnMenu<T extends { readonly id: string }>({ spec, words, say }: MenuProps<T>) {
  return (
    <Popover width={320} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={15} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Columns">
        <Suspense fallback={<Loading lines={5} />}>
          <ColumnChoice spec={spec} words={words} say={say} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
