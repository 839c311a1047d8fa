import { Box, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAddDraft } from '../../parts/add-draft.ts'
import { connectorsQuery } from '../../parts/data/integrations.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Empty } from '../../ui/states.tsx'
import { type CatalogueSection, type Entry, entriesOf } from './sections.ts'
import { VendorMark } from './vendor-mark.tsx'

/** Everything that can be loaded into a section; adding one makes a draft. */
export function Catalogue({ section }: { readonly section: CatalogueSection }) {
  const query = useQuery(connectorsQuery)
  const [text, setText] = useState('')
  return (
    <Stack>
      <TextInput
        type="search"
        aria-label="Search the catalogue"
        placeholder="Vendor or load"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <Loaded query={query} lines={4}>
        {(connectors) => <Entries entries={fitting(entriesOf(section, connectors), text)} />}
      </Loaded>
    </Stack>
  )
}

function fitting(entries: readonly Entry[], text: string): readonly Entry[] {
  const wanted = text.trim().toLowerCase()
  return entries.filter(({ connector, load }) =>
    `${connector.name} ${load.label}`.toLowerCase().includes(wanted),
  )
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const add = useAddDraft()
  if (entries.length === 0)
    return (
      <Empty title="No vendor of that name">
        A vendor is one file on the shelf: see how to add one in CONTRIBUTING.
      </Empty>
    )
  return (
    <>
      {add.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {add.error.message}
        </Text>
      )}
      {entries.map((entry) => (
        <Group key={`${entry.connector.id} ${entry.load.key}`} wrap="nowrap" justify="space-between">
          <Group wrap="nowrap" gap="sm">
            <VendorMark name={entry.connector.name} />
            <Box>
              <Text size="sm" fw={600}>
                {entry.load.label}
              </Text>
              <Text size="sm" c="dimmed">
                {entry.connector.name} · loads {entry.load.of}
              </Text>
            </Box>
          </Group>
          <Button
            variant="default"
            size="xs"
            loading={add.isPending && add.variables === entry}
            onClick={() => add.mutate(entry)}
            aria-label={`Add ${entry.load.label}`}
          >
            Add
          </Button>
        </Group>
      ))}
    </>
  )
}
