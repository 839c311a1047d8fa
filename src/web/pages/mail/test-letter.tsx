import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { useSession } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Note } from '../../ui/note.tsx'

/** Sends a letter to whoever sits there, and says what the mail server said. */
export function TestLetter() {
  const { account } = useSession()
  const send = useMutation({ mutationFn: api.mail.test })
  return (
    <Card title="Test letter">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Text size="sm">To {account.email}, your own address, and to nobody else.</Text>
          <Button variant="default" loading={send.isPending} onClick={() => send.mutate()}>
            Send a test letter
          </Button>
        </Group>
        <Verdict send={send} />
      </Stack>
    </Card>
  )
}

function Verdict({
  send,
}: {
  readonly send: ReturnType<typeof useMutation<Awaited<ReturnType<typeof api.mail.test>>>>
}) {
  const { data, error } = send
  if (error)
    return (
      <Note tone="bad" role="alert">
        {error.message}
      </Note>
    )
  if (!data) return null
  return data.ok ? (
    <Note tone="ok" role="status" title="The mail server took it">
      It answered {data.answer}. If nothing arrives at {data.to}, look among the spam, then into the log of
      the mail server.
    </Note>
  ) : (
    <Note tone="bad" role="status" title="It was not sent">
      {data.message}
    </Note>
  )
}
