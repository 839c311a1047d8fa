import { Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { PersonDetail } from '../../../client/person.ts'
import { api } from '../../parts/api.ts'
import { applicationName } from '../../parts/application-name.ts'
import { personName } from '../../parts/person-name.ts'
import { generalProblem } from '../../parts/problems.ts'
import { forgetVisits } from '../../parts/recent.ts'
import { Confirm } from '../../ui/confirm.tsx'

interface EraseProps {
  readonly person: PersonDetail
  readonly opened: boolean
  onClose(): void
}

/** Asks before a person is erased for good: their username has to be typed. */
export function EraseDialog({ person, opened, onClose }: EraseProps) {
  const queries = useQueryClient()
  const username = String(person.values.username ?? '')
  const listed = person.saasUsers
    .filter(({ goneAt }) => goneAt === null)
    .map(
      ({ application, vendorId, label }) =>
        `${applicationName({ name: application.vendor, instance: application.instance })} (${label ?? vendorId})`,
    )
  const erase = useMutation({
    mutationFn: () => api.people.erase(person.id, username),
    onSuccess: () => {
      onClose()
      // What this browser read of them, and where it was, goes as well.
      forgetVisits()
      queries.removeQueries({ type: 'inactive' })
      return queries.invalidateQueries()
    },
  })
  return (
    <Confirm
      opened={opened}
      title={`Erase ${personName(person)} for good`}
      act="Erase"
      isDangerous
      typed={username}
      isBusy={erase.isPending}
      problem={generalProblem(erase.error)}
      onClose={onClose}
      onConfirm={() => erase.mutate()}
    >
      Their values, SaaS users and history go, and everything that vendors sent of them; their devices become
      nobody’s. No load brings them back. This cannot be undone. An account with which they sign in here
      stays: disable it under Accounts.
      {listed.length > 0 && (
        <Text size="sm" mt="xs">
          Vendors still list {listed.join(', ')}. Close that there first: erased accounts no longer count as
          seats here, whatever they cost.
        </Text>
      )}
    </Confirm>
  )
}
