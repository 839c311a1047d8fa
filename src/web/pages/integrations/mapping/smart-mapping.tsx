import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { SmartMapping as Answer } from '../../../../client/integration.ts'
import { api } from '../../../parts/api.ts'
import { useMay } from '../../../parts/session.ts'
import { Modal } from '../../../ui/modal.tsx'
import { countOf } from '../../../ui/numbers.ts'
import { useDesk } from './desk.ts'
import { mapTarget } from './mapping-edits.ts'

type Proposal = Answer['proposals'][number]

/** Proposes what could be mapped without asking, with the reason; what is accepted is mapped, and saved with the rest. */
export function SmartMapping() {
  const { integration, mapping } = useDesk()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const propose = useMutation({ mutationFn: () => api.integrations.smartMapping(integration.id, false) })
  const mapped = new Set(mapping.entries.map(({ target }) => target))
  const proposals =
    propose.data?.proposals.filter(
      ({ target, newField }) => !mapped.has(target) && (newField === null || may('fields:write')),
    ) ?? []
  return (
    <>
      <Button
        ref={button}
        variant="light"
        leftSection={<IconSparkles size={16} aria-hidden />}
        loading={propose.isPending}
        onClick={() => {
          setOpen(true)
          propose.mutate()
        }}
      >
        Smart Mapping
      </Button>
      <Modal
        opened={isOpen && !propose.isPending}
        onClose={() => setOpen(false)}
        // While it waited, the button could not have the focus that a dialog gives back.
        onExitTransitionEnd={() => button.current?.focus()}
        title="Smart Mapping"
        size="lg"
      >
        {propose.error && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {propose.error.message}
          </Text>
        )}
        {propose.data && (
          <Proposals key={proposals.length} proposals={proposals} onClose={() => setOpen(false)} />
        )}
      </Modal>
    </>
  )
}

function Proposals({ proposals, onClose }: { readonly proposals: readonly Proposal[]; onClose(): void }) {
  const { connector, object } = useDesk()
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set())
  const taken = proposals.filter(({ target }) => !refused.has(target))
  const accept = useAccept(onClose)
  const toggle = (target: string) =>
    setRefused((before) => {
      const after = new Set(before)
      if (!after.delete(target)) after.add(target)
      return after
    })
  if (proposals.length === 0)
    return (
      <Text size="sm">
        Nothing more can be mapped without asking.
        {object === 'person' && ' A role is never proposed: choose the one that loaded people get.'}
      </Text>
    )
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        What is mapped already stays as it is.
      </Text>
      {accept.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {accept.error.message}
        </Text>
      )}
      {proposals.map(({ target, targetLabel, sourceLabel, reason, newField }) => (
        <Checkbox
          key={target}
          checked={!refused.has(target)}
          label={`${sourceLabel} of ${connector.name} → ${targetLabel}${newField ? ', a new field' : ''}`}
          description={reason}
          onChange={() => toggle(target)}
        />
      ))}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          disabled={taken.length === 0}
          loading={accept.isPending}
          onClick={() => accept.mutate(taken)}
          data-autofocus
        >
          {taken.length === proposals.length ? 'Accept all' : `Accept ${countOf(taken.length, 'proposal')}`}
        </Button>
      </Group>
    </Stack>
  )
}

/** Maps what was accepted; the fields that it needs are made before. */
function useAccept(onDone: () => void) {
  const { mapping, object, setMapping } = useDesk()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (taken: readonly Proposal[]) => {
      const targets: string[] = []
      // One after the other: each is made only where the one before could be.
      for (const { target, newField } of taken)
        targets.push(newField ? (await api.fields.create({ ...newField, object })).key : target)
      return taken.map(({ source }, at) => ({ source, target: targets[at] ?? '' }))
    },
    onSuccess: async (taken) => {
      await queries.invalidateQueries({ queryKey: ['fields'] })
      setMapping(taken.reduce((before, { target, source }) => mapTarget(before, target, source), mapping))
      onDone()
    },
  })
}
