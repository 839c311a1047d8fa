import { Anchor, Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../parts/api.ts'
import { Door } from '../../ui/door.tsx'
import { Note } from '../../ui/note.tsx'

/** Asks for a link to set a new password. It says the same whether the address is known or not. */
export function ForgottenPage() {
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: api.askForReset })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate(email)
  }
  return (
    <Door
      title="A new password"
      lead="If the address belongs to an account, it gets a link to set a new one. Without e-mail on this Muster, ask an administrator for one."
    >
      <form onSubmit={submit}>
        <Stack>
          {ask.isSuccess && (
            <Note tone="ok" role="status">
              If {email} belongs to an account, a link is on its way.
            </Note>
          )}
          {ask.error && (
            <Note tone="bad" role="alert">
              {ask.error.message}
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
          <Button type="submit" loading={ask.isPending}>
            Send the link
          </Button>
          <Anchor component={Link} to="/sign-in" size="sm" ta="center">
            Back to sign in
          </Anchor>
        </Stack>
      </form>
    </Door>
  )
}
