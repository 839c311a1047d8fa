import { ActionIcon, Button, Group, Select, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../parts/api.ts'
import { sampleQuery } from '../../../parts/data/integrations.ts'
import { When } from '../../../ui/when.tsx'
import { useDesk } from './desk.ts'

interface SampleBarProps {
  readonly record: number
  onRecord(record: number): void
}

/** The vendor's first records, to look at one by one while mapping. */
export function SampleBar({ record, onRecord }: SampleBarProps) {
  const { integration } = useDesk()
  const { data: sample } = useQuery(sampleQuery(integration.id))
  if (!sample) return null
  const { records, takenAt } = sample
  if (records.length === 0) return <NoSample isEmpty={takenAt !== null} />
  return (
    <Group mb="md" gap="xs">
      <ActionIcon
        variant="default"
        size={36}
        aria-label="The record before"
        disabled={record === 0}
        onClick={() => onRecord(record - 1)}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <Select
        aria-label="Record to look at"
        searchable
        allowDeselect={false}
        w={300}
        maw="calc(100% - 96px)"
        data={records.map(({ number, label }) => ({
          value: String(number),
          label: `${number + 1} · ${label}`,
        }))}
        value={String(record)}
        onChange={(value) => onRecord(Number(value))}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label="The next record"
        disabled={record >= records.length - 1}
        onClick={() => onRecord(record + 1)}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
      <Text size="sm" c="dimmed">
        Sample taken <When at={takenAt} />
      </Text>
      <Take label="Take it anew" />
    </Group>
  )
}

function NoSample({ isEmpty }: { readonly isEmpty: boolean }) {
  const { integration, connector } = useDesk()
  return (
    <Group mb="md" gap="sm">
      {integration.credentialId === null ? (
        <Text size="sm" c="dimmed">
          Choose a credential above, and a record of {connector.name} can be looked at while you map.
        </Text>
      ) : (
        <>
          <Take label="Take a sample" />
          <Text size="sm" c="dimmed">
            {isEmpty
              ? `The list of ${connector.name} is empty.`
              : `Reads the first records of ${connector.name}, so that you see what comes out. Nothing is loaded.`}
          </Text>
        </>
      )}
    </Group>
  )
}

function Take({ label }: { readonly label: string }) {
  const { integration } = useDesk()
  const queries = useQueryClient()
  const take = useMutation({
    mutationFn: () => api.integrations.takeSample(integration.id),
    onSuccess: async (sample) => {
      queries.setQueryData(sampleQuery(integration.id).queryKey, sample)
      await queries.invalidateQueries({ queryKey: ['integrations', integration.id, 'preview'] })
    },
  })
  return (
    <>
      <Button variant="default" size="sm" loading={take.isPending} onClick={() => take.mutate()}>
        {label}
      </Button>
      {take.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {take.error.message}
        </Text>
      )}
    </>
  )
}
