import { Box, Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Credential } from '../../../client/types.ts'
import { useAddDraft } from '../../parts/add-draft.ts'
import { api } from '../../parts/api.ts'
import { CredentialDialog } from '../../parts/credential-dialog.tsx'
import { CredentialVerdict, useCredentialTest } from '../../parts/credential-test.tsx'
import { connectorsQuery } from '../../parts/data/integrations.ts'
import { Expiry } from '../../parts/expiry.tsx'
import { useMay } from '../../parts/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { RowMenu } from '../../ui/row-menu.tsx'
import { When } from '../../ui/when.tsx'

/** One credential with its test. */
export function CredentialLine({ credential }: { readonly credential: Credential }) {
  const { data: connectors } = useQuery(connectorsQuery)
  const may = useMay()
  const test = useCredentialTest(credential.id)
  const vendor = connectors?.find(({ id }) => id === credential.connector)?.name ?? credential.connector
  return (
    <Box px="md" py="sm" style={{ borderTop: '1px solid var(--m-line)' }}>
      <Group justify="space-between" gap="sm">
        <Box style={{ minWidth: 0 }}>
          <Text fw={560} style={{ overflowWrap: 'anywhere' }}>
            {credential.name}
          </Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {vendor} · secret with the fingerprint {credential.fingerprint} · only sent to{' '}
            {credential.origins.join(', ')}
          </Text>
          <Text size="sm" c="dimmed">
            Last used: <When at={credential.lastUsedAt} none="never" />
            {credential.expiresOn && (
              <>
                {' '}
                · Expires on <Expiry on={credential.expiresOn} />
              </>
            )}
          </Text>
        </Box>
        {may('credentials:write') && (
          <Group gap="xs">
            <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate()}>
              Test
            </Button>
            <More credential={credential} />
          </Group>
        )}
      </Group>
      <CredentialVerdict test={test} />
      {test.data?.ok && may('integrations:write') && <NextStep credential={credential} />}
    </Box>
  )
}

/** Where a credential that works leads: to the lists that it opens. */
function NextStep({ credential }: { readonly credential: Credential }) {
  const { data: connectors = [] } = useQuery(connectorsQuery)
  const connector = connectors.find(({ id }) => id === credential.connector)
  const add = useAddDraft()
  return (
    <>
      <Group gap="xs" mt="sm">
        {connector?.loads.map((load) => (
          <Button
            key={load.key}
            size="xs"
            loading={add.isPending}
            onClick={() => add.mutate({ connector, load, credentialId: credential.id })}
          >
            New integration with it: {load.label}
          </Button>
        ))}
      </Group>
      {add.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {add.error.message}
        </Text>
      )}
    </>
  )
}

function More({ credential }: { readonly credential: Credential }) {
  const [isEditing, edit] = useDisclosure(false)
  const [isLeaving, leave] = useDisclosure(false)
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api.credentials.remove(credential.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['credentials'] }),
  })
  return (
    <>
      <RowMenu
        label={`More for ${credential.name}`}
        acts={[
          { label: 'Edit', run: edit.open },
          { label: 'Delete', isDangerous: true, run: leave.open },
        ]}
      />
      <CredentialDialog credential={credential} opened={isEditing} onClose={edit.close} />
      <Confirm
        opened={isLeaving}
        title={`Delete ${credential.name}?`}
        act="Delete"
        isDangerous
        isBusy={remove.isPending}
        problem={remove.error?.message}
        onClose={leave.close}
        onConfirm={() => remove.mutate()}
      >
        Its secrets are destroyed. At the vendor, the token goes on working until you remove it there.
      </Confirm>
    </>
  )
}
