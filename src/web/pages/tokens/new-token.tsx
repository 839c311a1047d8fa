import { Group, Input, Paper, Select, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MadeToken } from '../../../client/access.ts'
import { api } from '../../parts/api.ts'
import { rightsQuery } from '../../parts/data/roles.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { RightsMatrix } from '../../parts/rights-matrix.tsx'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { useLast } from '../../ui/use-last.ts'
import { Expiry, expiryIn } from './expiry.tsx'
import { useBearers } from './use-bearers.ts'

interface NewTokenProps {
  readonly opened: boolean
  onClose(): void
}

/** Makes a token, and shows its secret the one time. */
export function NewTokenDialog({ opened, onClose }: NewTokenProps) {
  const [made, setMade] = useState<MadeToken>()
  const shown = useLast(made)
  return (
    <>
      <Dialog opened={opened} onClose={onClose} title="New API token" size="xl">
        <NewTokenForm onClose={onClose} onDone={setMade} />
      </Dialog>
      <ShownOnce
        value={made?.secret}
        title={`The token ${shown?.token.name}`}
        onClose={() => setMade(undefined)}
      >
        Copy it to where your program keeps its secrets: it is not shown again. A program sends it as{' '}
        <Text span inherit ff="monospace">
          Authorization: Bearer
        </Text>
        .
      </ShownOnce>
    </>
  )
}

interface FormProps {
  onClose(): void
  onDone(made: MadeToken): void
}

function NewTokenForm({ onClose, onDone }: FormProps) {
  const bearers = useBearers()
  const rights = useQuery(rightsQuery)
  const [draft, setDraft] = useState({
    name: '',
    bearer: bearers[0]?.id ?? '',
    rights: [] as readonly string[],
    expiresAt: expiryIn(90),
  })
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }))
  const bearer = bearers.find(({ id }) => id === draft.bearer)
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: () =>
      api.tokens.create({
        name: draft.name,
        rights: draft.rights,
        expiresAt: draft.expiresAt,
        ...(bearer?.isOwn === false ? { accountId: bearer.id } : {}),
      }),
    onSuccess: (made) => {
      onClose()
      onDone(made)
      return queries.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  const problems = problemsByField(create.error)
  return (
    <DialogForm
      problem={generalProblem(create.error, ['name', 'rights', 'expiresAt', 'accountId'])}
      act="Create"
      isBusy={create.isPending}
      onClose={onClose}
      onSubmit={() => create.mutate()}
    >
      <Group align="flex-start" grow preventGrowOverflow={false}>
        <TextInput
          label="Name"
          description="The program that will use it"
          required
          miw={220}
          value={draft.name}
          error={problems.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          data-autofocus
        />
        {bearers.length > 1 && (
          <Select
            label="Acts as"
            description="History names this account"
            miw={220}
            data={bearers.map(({ id, label }) => ({ value: id, label }))}
            allowDeselect={false}
            value={draft.bearer}
            error={problems.accountId}
            onChange={(id) => set({ bearer: id ?? draft.bearer, rights: [] })}
          />
        )}
      </Group>
      <Expiry
        value={draft.expiresAt}
        error={problems.expiresAt}
        onChange={(expiresAt) => set({ expiresAt })}
      />
      <Input.Wrapper
        label="Rights"
        description="As few as the program needs"
        error={problems.rights}
        labelElement="div"
      >
        <Paper withBorder px="md" mt={6} style={{ borderColor: 'var(--m-line)' }}>
          <Loaded query={rights}>
            {(all) => (
              <RightsMatrix
                rights={all.filter(({ right }) => bearer?.has(right))}
                granted={draft.rights}
                onChange={(granted) => set({ rights: granted })}
              />
            )}
          </Loaded>
        </Paper>
      </Input.Wrapper>
    </DialogForm>
  )
}
