import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../parts/api.ts'
import { NewPassword } from '../../parts/password-fields.tsx'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { Card } from '../../ui/card.tsx'
import { Note } from '../../ui/note.tsx'

const empty = { current: '', password: '' }

/** Changes the password; other browsers are signed out. */
export function Password() {
  const [values, setValues] = useState(empty)
  const change = useMutation({
    mutationFn: () => api.account.changePassword(values),
    onSuccess: () => setValues(empty),
  })
  const problems = problemsByField(change.error)
  const problem = generalProblem(change.error, ['current', 'password'])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <div id="password">
      <Card title="Password" lead="A new one signs you out everywhere else">
        <form onSubmit={submit}>
          <Stack>
            {change.isSuccess && (
              <Note tone="ok" role="status">
                Your password was changed.
              </Note>
            )}
            {problem && (
              <Note tone="bad" role="alert">
                {problem}
              </Note>
            )}
            <PasswordInput
              label="Your present password"
              autoComplete="current-password"
              required
              value={values.current}
              error={problems.current}
              onChange={(event) => {
                const { value: current } = event.currentTarget
                setValues((before) => ({ ...before, current }))
              }}
            />
            <NewPassword
              label="The new one"
              value={values.password}
              error={problems.password}
              onChange={(password) => setValues((before) => ({ ...before, password }))}
            />
            <Group>
              <Button type="submit" variant="default" loading={change.isPending}>
                Change it
              </Button>
            </Group>
          </Stack>
        </form>
      </Card>
    </div>
  )
}
