import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { eachStep, type Steps } from './outcome-steps.ts'
import type { PlanScope } from './scope.ts'
import { type Writing, writeTerms } from './terms.ts'

/** Writes the terms of many applications as the plan has it, and archives or brings them back, with history. */
export async function applyTerms(client: ClientBase, scope: PlanScope, steps: Steps): Promise<void> {
  await eachStep(client, { ...scope, ...steps }, async () => {
    await client.query('drop table if exists pg_temp.term_step')
    await client.query(`
      create temp table term_step on commit drop as
      select object_id, (select jsonb_object_agg(key, value->1) from jsonb_each(changes)) as terms
        from step where kind = 'updated'`)
    await writeTerms(client, scope)
    await archiveApplications(client, scope)
    await failpoint('terms.step-written')
  })
}

async function archiveApplications(client: ClientBase, { actor, runId }: Writing): Promise<void> {
  await client.query(
    `with written as (
       update saas_application a set archived_at = case when s.kind = 'archived' then now() end
         from step s where s.kind in ('archived', 'restored') and a.id = s.object_id returning a.id, s.kind
     )
     insert into change (object, object_id, kind, run_id, actor) select 'saas_application', id, kind, $1, $2 from written`,
    [runId, actor],
  )
}
