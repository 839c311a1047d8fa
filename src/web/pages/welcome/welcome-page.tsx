import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../parts/api.ts'
import { NewPassword } from '../../parts/password-fields.tsx'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { keepSession } from '../../parts/session.ts'
import { Door } from '../../ui/door.tsx'
import { Note } from '../../ui/note.tsx'

/** Behind the link of an invitation, or of a reset: a name if wanted, and a password. */
export function WelcomePage() {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const navigate = useNavigate()
  const accept = useMutation({
    mutationFn: () => api.welcome({ token, password, ...(name ? { name } : {}) }),
    onSuccess: (session) => {
      keepSession(session)
      void navigate({ to: '/', replace: true })
    },
  })
  const problems = problemsByField(accept.error)
  const problem = token
    ? generalProblem(accept.error, ['name', 'password'])
    : 'This link is not complete: open it as it was sent, or ask for a new one.'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate()
  }
  return (
    <Door title="Welcome" lead="Choose the password that you will sign in with.">
      <form onSubmit={submit}>
        <Stack>
          {problem && (
            <Note tone="bad" role="alert">
              {problem}
            </Note>
          )}
          <TextInput
            label="Your name"
            description="Leave it empty to keep the one you were invited with"
            autoComplete="name"
            value={name}
            error={problems.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NewPassword value={password} error={problems.password} onChange={setPassword} />
          <Button type="submit" loading={accept.isPending} disabled={!token}>
            Go on
          </Button>
        </Stack>
      </form>
    </Door>
  )
}
