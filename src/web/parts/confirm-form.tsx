import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from './api.ts'
import { keepSession } from './session.ts'

/** Asks for password or code again, before something that only the very same person may do. */
export function ConfirmForm({ wantsCode, onDone }: { readonly wantsCode: boolean; onDone(): void }) {
  const [text, setText] = useState('')
  const confirm = useMutation({
    mutationFn: () => api.session.confirm(wantsCode ? { code: text } : { password: text }),
    onSuccess: (session) => {
      keepSession(session)
      onDone()
    },
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
    withAsterisk: false,
    'data-autofocus': true,
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">This is only done for somebody who has just shown who they are.</Text>
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
