import { Anchor, Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Role } from '../../../client/access.ts'
import type { Field } from '../../../client/types.ts'
import { fieldsQuery } from '../../parts/data/fields.ts'
import { rightsQuery, rolesQuery } from '../../parts/data/roles.ts'
import { useMay } from '../../parts/session.ts'
import { useAsked } from '../../parts/use-asked.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { NewRoleDialog } from './new-role.tsx'
import { roleLead, seenText } from './role-words.ts'

/** What accounts may do: the roles that come with Muster, and those made here. */
export function RolesPage() {
  const query = useQuery(rolesQuery)
  const may = useMay()
  const { data: fields = [] } = useQuery({ ...fieldsQuery, enabled: may('fields:read') })
  const { data: rights = [] } = useQuery(rightsQuery)
  const [asked, ask] = useAsked()
  return (
    <Page
      title="Roles"
      lead="What accounts may do, whom they see, and what is hidden from them. Every account has one role."
      actions={
        may('roles:write') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ask('new')}>
            New role
          </Button>
        )
      }
    >
      <Card flush>
        <Loaded query={query}>
          {(roles) => (
            <DataTable
              caption="Roles"
              columns={columnsFor(fields, rights.length)}
              rows={roles}
              rowKey={({ key }) => key}
            />
          )}
        </Loaded>
      </Card>
      <NewRoleDialog opened={asked === 'new' && may('roles:write')} onClose={() => ask('')} />
    </Page>
  )
}

function columnsFor(fields: readonly Field[], all: number): readonly Column<Role>[] {
  return [
    {
      key: 'label',
      label: 'Role',
      cell: (role) => (
        <>
          <div>
            <Anchor component={Link} to={`/roles/${encodeURIComponent(role.key)}`} inherit>
              {role.label}
            </Anchor>
          </div>
          {roleLead(role) && (
            <Text size="xs" c="dimmed" visibleFrom="sm" truncate>
              {roleLead(role)}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'rights',
      label: 'Rights',
      cell: ({ rights }) => (rights.length === all ? 'All' : `${rights.length} of ${all}`),
    },
    { key: 'filter', label: 'Sees', minor: true, cell: (role) => seenText(role, fields) },
    {
      key: 'hidden',
      label: 'Hidden fields',
      minor: true,
      cell: ({ hiddenFields }) => (hiddenFields.length === 0 ? 'None' : hiddenFields.length),
    },
    { key: 'own', label: 'Made by', minor: true, cell: ({ own }) => (own ? 'You' : 'Muster') },
  ]
}
