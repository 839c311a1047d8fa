import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Integration, IntegrationPatch } from '../../../../client/integration.ts'
import type { ConnectorLoad } from '../../../../client/types.ts'
import { brakesQuery } from '../../../parts/data/integrations.ts'
import { useMay } from '../../../parts/session.ts'
import { Section } from '../../../ui/section.tsx'
import { Loading } from '../../../ui/states.tsx'
import { same, useEdit } from '../use-edit.ts'
import { DetailsShown } from './details-shown.tsx'
import type { DetailsDraft } from './draft.ts'
import { preferenceName, selectionName } from './words.ts'

// Comes when somebody edits.
const DetailsForm = lazy(async () => ({ default: (await import('./details-form.tsx')).DetailsForm }))

interface Props {
  readonly integration: Integration
  readonly load: ConnectorLoad
}

/** What the integration is called, what it loads, how far it may go by itself, and whom it tells. */
export function DetailsSection({ integration, load }: Props) {
  const { name, selection, preference, instance, absent, contacts, limits, conditions } = integration
  const { data: brakes = [] } = useQuery(brakesQuery)
  const patchOf = ({ limits: changed, ...others }: Partial<DetailsDraft>): IntegrationPatch =>
    changed === undefined ? others : { ...others, limits: unusual(changed) }
  // Limits are saved all together; those that stand as usual are left to what is usual.
  const unusual = (all: DetailsDraft['limits']) =>
    Object.fromEntries(
      Object.entries(all).filter(
        ([key, limit]) => !same(limit, brakes.find((one) => one.key === key)?.usual),
      ),
    )
  const edit = useEdit<DetailsDraft>(
    integration,
    { name, selection, preference, instance, absent, contacts, limits, conditions },
    patchOf,
  )
  const may = useMay()
  return (
    <Section
      id="details"
      title="Details"
      startsOpen={integration.state === 'draft'}
      summary={`${selectionName(selection)}, ${preferenceName(preference)}`}
      onEdit={edit.isEditing || !may('integrations:write') ? undefined : edit.begin}
    >
      {edit.isEditing ? (
        <Suspense fallback={<Loading lines={8} />}>
          <DetailsForm edit={edit} integration={integration} load={load} />
        </Suspense>
      ) : (
        <DetailsShown integration={integration} load={load} />
      )}
    </Section>
  )
}
