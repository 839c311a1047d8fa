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

const empty = { code: '', name: '', email: '', password: '' }

/** The first visit: whoever has the setup code becomes the administrator. */
export function SetupPage() {
  const [values, setValues] = useState(empty)
  const navigate = useNavigate()
  const finish = useMutation({
    mutationFn: () => api.setup.finish(values),
    onSuccess: (session) => {
      keepSession(session)
      void navigate({ to: '/', replace: true })
    },
  })
  const problems = problemsByField(finish.error)
  const input = (key: keyof typeof empty) => ({
    value: values[key],
    error: problems[key],
    required: true,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((before) => ({ ...before, [key]: value }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    finish.mutate()
  }
  const problem = generalProblem(finish.error, Object.keys(empty))
  return (
    <Door
      title="Set up Muster"
      lead="Make the first account. It may do everything; others are invited from inside."
    >
      <form onSubmit={submit}>
        <Stack>
          {problem && (
            <Note tone="bad" role="alert">
              {problem}
            </Note>
          )}
          <TextInput
            {...input('code')}
            label="Setup code"
            description="Shown where Muster was started, so that nobody else can be first"
            autoComplete="off"
            spellCheck={false}
          />
          <TextInput {...input('name')} label="Your name" autoComplete="name" />
          <TextInput {...input('email')} label="E-mail address" type="email" autoComplete="username" />
          <NewPassword
            value={values.password}
            error={problems.password}
            onChange={(password) => setValues((before) => ({ ...before, password }))}
          />
          <Button type="submit" loading={finish.isPending}>
            Make the account
          </Button>
        </Stack>
      </form>
    </Door>
  )
}
