import { Box, Button, Code, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { api } from '../../parts/api.ts'
import { sessionQuery, useSession } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Note } from '../../ui/note.tsx'
import { Tag } from '../../ui/tag.tsx'

const QrCode = lazy(() => import('./qr-code.tsx').then(({ QrCode }) => ({ default: QrCode })))

/** A code beside the password, from an authenticator app. */
export function TwoStep() {
  const { totp } = useSession()
  const begin = useMutation({ mutationFn: api.account.beginTotp })
  const [codes, setCodes] = useState<readonly string[]>()
  return (
    <div id="two-step">
      <Card
        title="Two-step sign-in"
        lead="A code of your authenticator app beside the password"
        actions={<Tag tone={totp ? 'ok' : 'quiet'}>{totp ? 'On' : 'Off'}</Tag>}
      >
        {codes ? (
          <RecoveryCodes codes={codes} />
        ) : totp ? (
          <TurnOff />
        ) : begin.data ? (
          <Confirm secret={begin.data.secret} uri={begin.data.uri} onDone={setCodes} />
        ) : (
          <Group>
            <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
              Turn it on
            </Button>
            {begin.error && <Problem>{begin.error.message}</Problem>}
          </Group>
        )}
      </Card>
    </div>
  )
}

function Problem({ children }: { readonly children: string }) {
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="alert">
      {children}
    </Text>
  )
}

interface ConfirmProps {
  readonly secret: string
  readonly uri: string
  onDone(codes: readonly string[]): void
}

function Confirm({ secret, uri, onDone }: ConfirmProps) {
  const [code, setCode] = useState('')
  const queries = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => api.account.confirmTotp(code),
    onSuccess: ({ recoveryCodes }) => {
      onDone(recoveryCodes)
      return queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">
          Scan this with your authenticator app, or <a href={uri}>open the app</a> if it is on this device.
          Then type the code that it shows.
        </Text>
        <Box mih={200}>
          <Suspense>
            <QrCode text={uri} label="QR code of the key below" />
          </Suspense>
        </Box>
        <Text size="sm">Without a camera, enter this key:</Text>
        <Group gap="sm">
          <Code fz="sm">{secret}</Code>
          <Copy text={secret} />
        </Group>
        <TextInput
          label="Code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          maw={200}
          value={code}
          error={confirm.error?.message}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={confirm.isPending}>
            Turn it on
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <Note tone="ok" title="Two-step sign-in is on" role="status">
      <Text size="sm" mb="xs">
        Keep these recovery codes apart from your phone. Each signs you in once, and they are not shown again.
      </Text>
      <List size="sm" listStyleType="none" mb="xs">
        {codes.map((code) => (
          <List.Item key={code}>
            <Code>{code}</Code>
          </List.Item>
        ))}
      </List>
      <Copy text={codes.join('\n')} />
    </Note>
  )
}

function TurnOff() {
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: api.account.endTotp,
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
  return (
    <Group>
      <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
        Turn it off
      </Button>
      {end.error && <Problem>{end.error.message}</Problem>}
    </Group>
  )
}
