import { Box, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../parts/api.ts'
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
  const navigate = useNavigate()
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: (entry: Entry) => addDraft(entry),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['integrations'] })
      await navigate({ to: '/integrations/$id', params: { id } })
    },
  })
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

/** A draft of its own name: a second one of the same load is numbered. */
async function addDraft({ connector, load }: Entry) {
  const { items } = await api.integrations.list()
  const names = new Set(items.map(({ name }) => name))
  const name = [load.label, ...Array.from({ length: 50 }, (_, at) => `${load.label} ${at + 2}`)].find(
    (wanted) => !names.has(wanted),
  )
  return api.integrations.create({
    connector: connector.id,
    load: load.key,
    ...(name ? { name } : {}),
    preference: 'create_update',
  })
}
