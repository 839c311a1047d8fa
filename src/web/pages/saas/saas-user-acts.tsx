import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { SaasUserLinks } from '../../../client/bulk-edit.ts'
import { api } from '../../parts/api.ts'
import type { Chosen } from '../../parts/list/chosen.ts'
import type { ListWords } from '../../parts/list/words.ts'

interface Which {
  /** The application whose list it is; undefined: of all. */
  readonly applicationId?: string | undefined
  readonly chosen: Chosen
  readonly words: ListWords
}

const acts = [
  { to: 'address', label: 'Link by e-mail address' },
  { to: 'nobody', label: 'Make nobody’s' },
  { to: 'sources', label: 'Give back to the sources' },
] as const

/** What can be said of whose many SaaS users are; each shows its plan first. */
export function SaasUserActs(which: Which) {
  const navigate = useNavigate()
  const ask = useMutation({
    mutationFn: (to: SaasUserLinks['to']) => api.saasUserLinks.create({ saasUsers: wantedOf(which), to }),
    onSuccess: ({ id }) => void navigate({ to: '/runs/$id', params: { id } }),
  })
  return (
    <Group gap={6}>
      {acts.map(({ to, label }) => (
        <Button
          key={to}
          size="xs"
          variant="default"
          loading={ask.isPending && ask.variables === to}
          disabled={ask.isPending}
          onClick={() => ask.mutate(to)}
        >
          {label}
        </Button>
      ))}
      {ask.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {ask.error.message}
        </Text>
      )}
    </Group>
  )
}

function wantedOf({ applicationId, chosen, words }: Which): SaasUserLinks['saasUsers'] {
  const ids = [...chosen.ids]
  const { filter, search, sort } = words
  return chosen.isAll ? { filter, search, sort, applicationId, but: ids } : { ids }
}
