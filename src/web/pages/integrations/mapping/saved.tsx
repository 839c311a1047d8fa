import { Anchor, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Integration } from '../../../../client/integration.ts'
import { Note } from '../../../ui/note.tsx'
import { MissingList } from '../missing-list.tsx'
import { PlanButton } from '../plan-button.tsx'

/** Says, where the mapping was saved, that it is, and leads on. */
export function Saved({ integration }: { readonly integration: Integration }) {
  return (
    <Note tone="ok" role="status" title="Saved">
      <NextStep integration={integration} />
    </Note>
  )
}

function NextStep({ integration }: { readonly integration: Integration }) {
  const { state, missing, mapping, proposal } = integration
  if (proposal)
    return (
      <>
        It takes effect when{' '}
        <Anchor component={Link} to={`/runs/${proposal.runId}`} inherit underline="always">
          its plan
        </Anchor>{' '}
        is applied.
      </>
    )
  if (state !== 'draft') return 'The next run uses it.'
  if (missing.length === 0)
    return (
      <Group gap="sm">
        The next step is the plan: who would be created, and what would change.
        <PlanButton integration={integration} />
      </Group>
    )
  return (
    <>
      Before the plan, this is still missing:
      <MissingList integration={integration} draft={mapping} />
    </>
  )
}
