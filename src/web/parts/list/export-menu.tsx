import { Button, Menu, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { askable } from '../../../client/askable.ts'
import { zone } from '../../ui/zone.ts'
import { useAsked } from '../use-asked.ts'
import { exportAddress } from './export-address.ts'
import type { ListSpec } from './list-spec.ts'
import type { ListWords } from './words.ts'

interface ExportProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly words: ListWords
}

/** Takes the list along as it is shown. */
export function ExportMenu<T extends { readonly id: string }>({ spec, words }: ExportProps<T>) {
  const [asked, ask] = useAsked()
  const { words: shown } = askable(words, spec.retired)
  return (
    <Menu
      position="bottom-end"
      width={300}
      opened={asked === 'export'}
      onChange={(isOpen) => ask(isOpen ? 'export' : '')}
    >
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={15} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" download href={exportAddress(spec, shown, 'csv')}>
          CSV
          <Hint>What would run as a formula is made harmless by a ' before it</Hint>
        </Menu.Item>
        <Menu.Item component="a" download href={exportAddress(spec, shown, 'xlsx')}>
          Excel (XLSX)
          <Hint>Exactly as it is; dates and times by the clock of {zone}</Hint>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Hint({ children }: { readonly children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed">
      {children}
    </Text>
  )
}
