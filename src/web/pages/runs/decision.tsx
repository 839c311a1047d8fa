import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Run } from '../../../client/run.ts'
import { api } from '../../parts/api.ts'
import { integrationQuery } from '../../parts/data/integrations.ts'
import { decisionQuery } from '../../parts/data/runs.ts'
import { objectWords } from '../../parts/object-words.ts'
import { countIn } from '../../parts/run-words.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Note } from '../../ui/note.tsx'
import { countOf } from '../../ui/numbers.ts'
import { BrakeList } from './brakes.tsx'
import { Reject } from './reject.tsx'
import { useRunChange } from './use-run-change.ts'

/** Applies or throws away exactly the plan that is shown, as far as one may: the button carries its digest. */
export function Decision({ run, onApply }: { readonly run: Run; onApply(): void }) {
  const may = useMay()
  const changed = useRunChange(run)
  const { data: integration } = useQuery({
    ...integrationQuery(run.integrationId ?? ''),
    enabled: run.integrationId !== null && may('integrations:read'),
  })
  const isHeld = run.state === 'held'
  const { data: decision, error: unread } = useQuery(decisionQuery(run))
  const calls = (run.kind === 'edit' ? edits[run.object] : callsByHand[run.kind]) ?? api.runs
  const apply = useMutation({
    mutationFn: () =>
      isHeld ? api.runs.release(run.id, run.digest ?? '') : calls.apply(run.id, run.digest ?? ''),
    ...changed,
    onSuccess: (next) => {
      changed.onSuccess(next)
      onApply()
    },
  })
  const reject = useMutation({
    mutationFn: (reason: string) => calls.reject(run.id, run.digest ?? '', reason),
    ...changed,
  })
  const failed = apply.error ?? unread
  return (
    <Card title={isHeld ? 'Your decision' : 'This is a plan: nothing was changed yet'}>
      <Text size="sm" mb={run.brakes.length > 0 ? 'md' : 0}>
        {summary(run)} Exactly this is applied, all of it or nothing; if the directory moved meanwhile so that
        something else would come out, you are asked anew.
      </Text>
      {run.brakes.length > 0 && (
        <Note
          tone={isHeld ? 'held' : 'warning'}
          title={isHeld ? 'It is held because it is unusual' : 'Unusual, so look twice before you apply it'}
        >
          <BrakeList brakes={run.brakes} />
        </Note>
      )}
      {failed && (
        <Text size="sm" c="var(--mantine-color-error)" mt="md" role="alert">
          {failed.message}
        </Text>
      )}
      <Group mt="md">
        {decision?.apply === null && (
          <Button loading={apply.isPending} disabled={!run.digest} onClick={() => apply.mutate()}>
            {isHeld ? 'Release' : integration?.state === 'draft' ? 'Launch' : 'Apply this plan'}
          </Button>
        )}
        {decision?.reject === null && (
          <Reject
            isHeld={isHeld}
            isBusy={reject.isPending}
            problem={reject.error?.message}
            onReject={(reason) => reject.mutate(reason)}
          />
        )}
        {decision?.apply && (
          <Text size="sm" c="dimmed">
            {decision.apply}.
          </Text>
        )}
      </Group>
    </Card>
  )
}

type Deciding = Pick<typeof api.merges, 'apply' | 'reject'>

/** How is decided on what is done by hand. */
const edits: Readonly<Record<Run['object'], Deciding>> = {
  person: api.bulkEdits,
  device: api.deviceBulkEdits,
  saas_application: api.applicationBulkEdits,
}

const callsByHand: Partial<Record<Run['kind'], Deciding>> = {
  merge: api.merges,
  split: api.merges,
}

/** What holds once the plan was applied. */
const thereafter: Partial<Record<Run['kind'], string>> = {
  reorder: 'From then on, sources speak in the new order.',
  merge: 'From then on, the two are one person, until they are taken apart.',
  split: 'From then on, they are two people; what was changed since they became one stays.',
}

const listed = new Intl.ListFormat('en')

function summary(run: Run): string {
  const { kind, object, ledger, archived, restored, gone } = run
  const { one, many } = objectWords[object]
  const updated = countIn(run, 'updated')
  const parts = [
    ledger.created > 0 ? `creates ${countOf(ledger.created, 'record')}` : '',
    updated > 0 ? `updates ${countOf(updated, 'record')}` : '',
    archived > 0 ? `archives ${countOf(archived, one, many)}` : '',
    restored > 0 ? `brings back ${countOf(restored, one, many)}` : '',
    gone > 0 ? `marks ${countOf(gone, object === 'person' ? 'SaaS user' : one)} as gone` : '',
  ].filter(Boolean)
  const told =
    parts.length === 0
      ? `The plan changes ${object === 'person' ? 'nobody' : `no ${one}`}.`
      : `The plan ${listed.format(parts)}.`
  const after = thereafter[kind]
  return after ? `${told} ${after}` : told
}
