import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { givenToSource } from './link-account.ts'
import { eachStep, type Steps } from './outcome-steps.ts'
import type { ScopeOf } from './scope.ts'

/** Says by hand whose many SaaS users are, as the plan has it, in steps and with history. */
export async function applyLinks(client: ClientBase, scope: ScopeOf<'link'>, steps: Steps): Promise<void> {
  const { runId, actor, link } = scope
  const givenTo = link.to === 'sources' ? givenToSource : 'null::uuid'
  await eachStep(client, { ...scope, ...steps }, async () => {
    await client.query(
      `with linked as (
         update saas_user u
            set person_id = case when s.account ? 'person' then (s.account->'person'->>1)::uuid else u.person_id end,
                linked_by_hand = case when s.account ? 'linked_by_hand' then (s.account->'linked_by_hand'->>1)::boolean else u.linked_by_hand end,
                no_person_reason = case when s.account ? 'no_person_reason' then s.account->'no_person_reason'->>1 else u.no_person_reason end,
                updated_at = now()
           from step s where u.id = case when s.kind = 'updated' then s.vendor_id::uuid end
         returning u.id, s.account, ${givenTo} as given_to
       )
       insert into change (object, object_id, kind, field, before, after, run_id, actor, given_to)
       select 'saas_user', linked.id, 'updated', c.key, c.value->0, c.value->1, $1, $2, linked.given_to from linked, jsonb_each(linked.account) c`,
      [runId, actor],
    )
    await failpoint('links.step-written')
  })
}
