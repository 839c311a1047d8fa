import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Role } from '../../../client/access.ts'
import { ApiError } from '../../../client/api-error.ts'
import { roleQuery } from '../../parts/data/roles.ts'
import { generalProblem } from '../../parts/problems.ts'
import { useMay } from '../../parts/session.ts'
import { Settled } from '../../parts/settled.tsx'
import { Back } from '../../ui/back.tsx'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { SaveBar } from '../../ui/save-bar.tsx'
import { Empty } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DeleteRole } from './delete-role.tsx'
import { RenameRoleDialog } from './rename-role.tsx'
import { RightsCard } from './rights-card.tsx'
import { roleLead } from './role-words.ts'
import { Scope } from './scope.tsx'
import { useRoleDraft } from './use-role-draft.ts'

/** One role: its rights, whom it sees, and what is hidden from it. */
export function RolePage() {
  const { key } = useParams({ from: '/inside/roles/$key' })
  const query = useQuery(roleQuery(key))
  if (query.error instanceof ApiError && query.error.code === 'not.found') return <NoRole />
  if (query.data) return <OneRole key={key} role={query.data} />
  return (
    <Page title="Role" back={<Back to="/roles">Roles</Back>}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}

const NoRole = () => (
  <Page title="Role" back={<Back to="/roles">Roles</Back>}>
    <Card>
      <Empty title="There is no such role">It was deleted, or the address is not complete.</Empty>
    </Card>
  </Page>
)

const shown = ['rights', 'filter', 'hiddenFields']

function OneRole({ role }: { readonly role: Role }) {
  const may = useMay()
  const edit = useRoleDraft(role)
  const mayEdit = role.own && may('roles:write') && role.rights.every(may)
  const { draft, problems } = edit
  return (
    <Page
      title={role.label}
      back={<Back to="/roles">Roles</Back>}
      lead={leadOf(role, mayEdit)}
      marks={<Tag tone="quiet">{role.own ? 'Made by you' : 'Comes with Muster'}</Tag>}
      actions={mayEdit && <Acts role={role} />}
    >
      <Settled>
        <RightsCard draft={draft} problem={problems.rights} {...(mayEdit ? { onChange: edit.set } : {})} />
        <Scope draft={draft} problems={problems} {...(mayEdit ? { onChange: edit.set } : {})} />
      </Settled>
      {edit.isDirty && (
        <SaveBar
          isBusy={edit.isSaving}
          problem={generalProblem(edit.error, shown) ?? (edit.error ? 'Look at what is marked' : undefined)}
          onSave={edit.save}
          onLeave={edit.leave}
        />
      )}
    </Page>
  )
}

function leadOf(role: Role, mayEdit: boolean): string | undefined {
  if (!role.own)
    return `${roleLead(role) ?? ''}. It keeps its rights; for others, make a role of your own that begins as this one.`
  return mayEdit ? 'What you change here holds at once for every account of the role.' : undefined
}

function Acts({ role }: { readonly role: Role }) {
  const [isRenaming, rename] = useDisclosure(false)
  return (
    <>
      <Button variant="default" onClick={rename.open}>
        Rename
      </Button>
      <DeleteRole role={role} />
      <RenameRoleDialog role={role} opened={isRenaming} onClose={rename.close} />
    </>
  )
}
