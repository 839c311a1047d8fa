import { Box, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Provider } from '../../../client/provider.ts'
import { api } from '../../parts/api.ts'
import { rolesQuery } from '../../parts/data/roles.ts'
import { useMay } from '../../parts/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Details } from '../../ui/details.tsx'
import { focusPage } from '../../ui/focus-page.ts'
import { RowMenu } from '../../ui/row-menu.tsx'
import { EditProviderDialog } from './edit-provider.tsx'

/** One identity provider: what it is asked with, and which roles it gives. */
export function ProviderLine({ provider }: { readonly provider: Provider }) {
  const may = useMay()
  const { data: roles = [] } = useQuery({ ...rolesQuery, enabled: may('roles:read') })
  const roleName = (key: string) => roles.find((role) => role.key === key)?.label ?? key
  const { label, issuer, clientId, fingerprint, redirectUri, defaultRole, groupClaim, groupRoles } = provider
  return (
    <Box p="md" style={{ borderTop: '1px solid var(--m-line)' }}>
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {label}
        </Text>
        {may('sign-in:write') && <Acts provider={provider} />}
      </Group>
      <Details
        items={[
          ['Address', issuer],
          ['Client', `${clientId}, secret with the fingerprint ${fingerprint}`],
          ['Redirect address', <Redirect key="redirect" uri={redirectUri} />],
          [
            'Without an account',
            defaultRole === null
              ? 'Nobody is let in'
              : `Made at the first sign-in, as ${roleName(defaultRole)}`,
          ],
          [
            `Roles by ${groupClaim}`,
            groupRoles.map(({ group, role }) => `${group}: ${roleName(role)}`).join('; ') || 'None',
          ],
        ]}
      />
    </Box>
  )
}

function Redirect({ uri }: { readonly uri: string }) {
  return (
    <Group gap="xs">
      <span>{uri}</span>
      <Copy text={uri} size="compact-xs" label="Copy the redirect address" />
      <Text span size="xs" c="dimmed">
        to be registered at the provider
      </Text>
    </Group>
  )
}

function Acts({ provider }: { readonly provider: Provider }) {
  const [isEditing, edit] = useDisclosure(false)
  const [isLeaving, leave] = useDisclosure(false)
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api.providers.remove(provider.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['sign-in'] })
      await queries.invalidateQueries({ queryKey: ['providers'] })
      focusPage()
    },
  })
  return (
    <>
      <RowMenu
        label={`More for ${provider.label}`}
        acts={[
          { label: 'Edit', run: edit.open },
          { label: 'Delete', isDangerous: true, run: leave.open },
        ]}
      />
      <EditProviderDialog provider={provider} opened={isEditing} onClose={edit.close} />
      <Confirm
        opened={isLeaving}
        title={`Delete ${provider.label}?`}
        act="Delete"
        isDangerous
        typed={provider.label}
        isBusy={remove.isPending}
        problem={remove.error?.message}
        onClose={leave.close}
        onConfirm={() => remove.mutate()}
      >
        Nobody can sign in from there any more. Accounts that came from it stay, and need another way in. Its
        client secret is destroyed.
      </Confirm>
    </>
  )
}
