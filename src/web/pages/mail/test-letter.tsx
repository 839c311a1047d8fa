import { Box, Button } from '@mantine/core'
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
    <Card
      title="Try it"
      lead={`A letter to ${account.email}, your own address`}
      actions={
        <Button variant="default" loading={send.isPending} onClick={() => send.mutate()}>
          Send a test letter
        </Button>
      }
    >
      <Box mih={44}>
        <Verdict send={send} />
      </Box>
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
