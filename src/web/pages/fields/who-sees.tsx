import { Anchor, Group, Switch, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Role } from '../../../client/access.ts'
import type { Field } from '../../../client/types.ts'
import { api } from '../../parts/api.ts'
import { rolesQuery } from '../../parts/data/roles.ts'
import { objectWords } from '../../parts/object-words.ts'
import { problemsByField } from '../../parts/problems.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import classes from '../../ui/order-lines.module.css'

/** Which roles see a field, of those that see what it is a field of; what comes with Muster sees every one. */
export function WhoSees({ field }: { readonly field: Field }) {
  const query = useQuery(rolesQuery)
  return (
    <Card
      title="Who may see it"
      lead="A role that does not see a field sees it nowhere: not on pages, in lists, in history, or in exports."
      flush
    >
      <Loaded query={query}>
        {(roles) => (
          <ul className={classes.list} aria-label="Who may see it">
            {roles
              .filter(({ rights }) => rights.includes(objectWords[field.object].seenBy))
              .map((role) => (
                <RoleLine key={role.key} role={role} field={field} />
              ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

interface RoleLineProps {
  readonly role: Role
  readonly field: Field
}

function RoleLine({ role, field }: RoleLineProps) {
  const may = useMay()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (sees: boolean) =>
      api.roles.update(role.key, {
        hiddenFields: sees
          ? role.hiddenFields.filter((key) => key !== field.id)
          : [...role.hiddenFields, field.id],
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: rolesQuery.queryKey }),
  })
  const sees = !role.hiddenFields.includes(field.id)
  const mayEdit = role.own && may('roles:write') && role.rights.every(may)
  const problem = save.error && (Object.values(problemsByField(save.error))[0] ?? save.error.message)
  return (
    <li className={classes.line}>
      <Group justify="space-between" gap="sm" px={10} style={{ flex: 1 }}>
        <div>
          <Anchor component={Link} to={`/roles/${encodeURIComponent(role.key)}`} size="sm">
            {role.label}
          </Anchor>
          {problem && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {problem}
            </Text>
          )}
        </div>
        {role.own ? (
          <Switch
            size="sm"
            label="Sees it"
            aria-label={`${role.label} sees ${field.label}`}
            labelPosition="left"
            checked={sees}
            disabled={!mayEdit || save.isPending}
            onChange={(event) => save.mutate(event.currentTarget.checked)}
          />
        ) : (
          <Text size="sm" c="dimmed">
            Sees every field
          </Text>
        )}
      </Group>
    </li>
  )
}
