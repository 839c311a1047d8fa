import { Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Proofs, Session } from '../../client/account.ts'
import { Loaded } from '../ui/loaded.tsx'
import { api } from './api.ts'
import { ProviderButtons } from './provider-buttons.tsx'
import { keepSession } from './session.ts'

/** Asks for a proof again, before something that only the very same person may do: by any way that they have. */
export function ConfirmForm({ onDone }: { onDone(): void }) {
  const proofs = useQuery({ queryKey: ['proofs'], queryFn: api.session.proofs, gcTime: 0 })
  const done = (session: Session) => {
    keepSession(session)
    onDone()
  }
  return (
    <Stack>
      <Text size="sm">This is only done for somebody who has just shown who they are.</Text>
      <Loaded query={proofs} lines={2}>
        {({ password, code, providers }) => (
          <>
            {(password || code) && <Typed wantsCode={code} onDone={done} />}
            {(password || code) && providers.length > 0 && <Divider label="or" />}
            <ProviderButtons providers={providers} again onDone={done} />
            {!password && !code && providers.length === 0 && <NoWay />}
          </>
        )}
      </Loaded>
    </Stack>
  )
}

interface TypedProps {
  readonly wantsCode: Proofs['code']
  onDone(session: Session): void
}

function Typed({ wantsCode, onDone }: TypedProps) {
  const [text, setText] = useState('')
  const confirm = useMutation({
    mutationFn: () => api.session.confirm(wantsCode ? { code: text } : { password: text }),
    onSuccess: onDone,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate()
  }
  const input = {
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
    error: confirm.error?.message,
    required: true,
    autoFocus: true,
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {wantsCode ? (
          <TextInput {...input} label="Code of your authenticator app" autoComplete="one-time-code" />
        ) : (
          <PasswordInput {...input} label="Your password" autoComplete="current-password" />
        )}
        <Button type="submit" loading={confirm.isPending}>
          Go on
        </Button>
      </Stack>
    </form>
  )
}

const NoWay = () => (
  <Text size="sm">
    Your account has no password, no authenticator app and no identity provider: ask an administrator for a
    link to choose a password.
  </Text>
)
