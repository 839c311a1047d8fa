import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Run } from '../../../client/run.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { durationText, timeText } from '../../ui/time.ts'

/** When what happened, how long it took, and what the run is about. */
export function RunFacts({ run }: { readonly run: Run }) {
  const time = (at: string | null) => (at ? timeText(at) : '–')
  const took =
    run.startedAt && run.finishedAt
      ? durationText(Date.parse(run.finishedAt) - Date.parse(run.startedAt))
      : undefined
  const other = (id: string) => (
    <Anchor component={Link} to={`/runs/${id}`} inherit>
      {id}
    </Anchor>
  )
  return (
    <Card title="Details">
      <Details
        items={[
          ['Asked for', `${time(run.queuedAt)} by ${run.actor}`],
          ['Started', time(run.startedAt)],
          ['Planned', time(run.plannedAt)],
          ['Finished', took ? `${time(run.finishedAt)}, after ${took}` : time(run.finishedAt)],
          ...(run.releasedBy ? [['Released', `${time(run.releasedAt)} by ${run.releasedBy}`] as const] : []),
          ...(run.rejectedBy ? [['Rejected', `${time(run.finishedAt)} by ${run.rejectedBy}`] as const] : []),
          ...(run.rejectedBecause ? [['Why it was rejected', run.rejectedBecause] as const] : []),
          ...(run.undoes ? [['Takes back', other(run.undoes)] as const] : []),
          ...(run.integrationId === null
            ? []
            : [['Version of the integration', String(run.revision)] as const]),
          ...(run.attempts > 1
            ? [['Taken up', `${run.attempts} times: it was interrupted and went on`] as const]
            : []),
          ['Checksum of the plan', run.digest ?? '–'],
          ['Id', run.id],
        ]}
      />
    </Card>
  )
}
