import { Button, Group, Stack, Text } from '@mantine/core'
import type { FormEvent } from 'react'
import type { SaasApplication } from '../../../client/person.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { TermsFields } from './terms-fields.tsx'
import { useTerms } from './use-terms.ts'

interface Props {
  readonly application: SaasApplication
  onEnd(): void
}

/** The terms of an application, to be typed. */
export function TermsForm({ application, onEnd }: Props) {
  const { draft, set, save, isDirty } = useTerms(application, onEnd)
  const problems = problemsByField(save.error)
  const problem = generalProblem(save.error, Object.keys(draft))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TermsFields draft={draft} set={set} problems={problems} />
        {problem && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending} disabled={!isDirty}>
            Save
          </Button>
          <Button variant="default" onClick={onEnd}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
