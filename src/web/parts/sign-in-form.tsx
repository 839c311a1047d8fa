import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Session } from '../../client/account.ts'
import { ApiError } from '../../client/api-error.ts'
import { Note } from '../ui/note.tsx'
import { api } from './api.ts'

interface SignInFormProps {
  readonly email?: string | undefined
  onDone(session: Session): void
}

/** E-mail address and password, and the code where the account wants one. */
export function SignInForm({ email: known = '', onDone }: SignInFormProps) {
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const begin = useMutation({
    mutationFn: () => api.session.begin({ email, password, ...(code ? { code } : {}) }),
    onSuccess: onDone,
  })
  const [wantsCode, setWantsCode] = useState(false)
  const asksForCode = begin.error instanceof ApiError && begin.error.code === 'sign-in.code'
  if (asksForCode && !wantsCode) setWantsCode(true)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    begin.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {begin.error && !(asksForCode && code === '') && (
          <Note tone="bad" role="alert">
            {begin.error.message}
          </Note>
        )}
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {wantsCode && (
          <TextInput
            label="Code"
            description="From your authenticator app, or one of your recovery codes"
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        <Button type="submit" loading={begin.isPending} fullWidth>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
