import { Button, Group, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../parts/api.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { sessionQuery, useSession } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'

/** What one is called here. */
export function Name() {
  const { account } = useSession()
  const [name, setName] = useState(account.name)
  const queries = useQueryClient()
  const rename = useMutation({
    mutationFn: () => api.account.rename(name),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate()
  }
  return (
    <Card title="Name" lead="It stands in the history of what you do">
      <form onSubmit={submit}>
        <Group align="flex-start" gap="sm">
          <TextInput
            aria-label="Your name"
            autoComplete="name"
            required
            style={{ flex: 1 }}
            value={name}
            error={problemsByField(rename.error).name ?? generalProblem(rename.error, ['name'])}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={rename.isPending} disabled={name === account.name}>
            Save
          </Button>
        </Group>
      </form>
    </Card>
  )
}
