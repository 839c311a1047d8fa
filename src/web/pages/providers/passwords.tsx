import { Button, Code, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { waysQuery } from '../../parts/data/providers.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Tag } from '../../ui/tag.tsx'

/** Whether passwords are taken. They can be refused once there is another way in. */
export function Passwords() {
  const query = useQuery(waysQuery)
  const queries = useQueryClient()
  const may = useMay()
  const [isAsked, ask] = useDisclosure(false)
  const change = useMutation({
    mutationFn: api.providers.takePasswords,
    onSuccess: (ways) => {
      queries.setQueryData(waysQuery.queryKey, ways)
      ask.close()
    },
  })
  return (
    <Card title="Passwords">
      <Loaded query={query} lines={1}>
        {({ password, providers }) => (
          <Group justify="space-between" gap="sm">
            <Group gap="sm">
              <Tag tone={password ? 'ok' : 'quiet'}>{password ? 'Taken' : 'Refused'}</Tag>
              <Text size="sm" c="dimmed">
                {wordsOf(password, providers.length > 0)}
              </Text>
            </Group>
            {may('sign-in:write') && password && providers.length > 0 && (
              <Button variant="default" onClick={ask.open}>
                Refuse them
              </Button>
            )}
            {may('sign-in:write') && !password && (
              <Button variant="default" loading={change.isPending} onClick={() => change.mutate(true)}>
                Take them
              </Button>
            )}
          </Group>
        )}
      </Loaded>
      <Confirm
        opened={isAsked}
        title="Refuse passwords?"
        act="Refuse them"
        isDangerous
        isBusy={change.isPending}
        problem={change.error?.message}
        onClose={ask.close}
        onConfirm={() => change.mutate(false)}
      >
        Nobody can sign in with a password any more, you included: make sure that you can come from a
        provider. Whoever owns the machine gets back in with{' '}
        <Code>muster accounts reset EMAIL --sign-in</Code>. Who is signed in stays so.
      </Confirm>
    </Card>
  )
}

function wordsOf(isTaken: boolean, hasProvider: boolean): string {
  if (!isTaken) return 'Everybody comes from an identity provider.'
  return hasProvider
    ? 'With a code of an authenticator app, for whoever turned that on.'
    : 'They are the only way in, so that they cannot be refused yet.'
}
