import type { ClientBase } from 'pg'
import { handChangesSql } from './hand-apply.ts'
import { gatherByHand } from './hand-plan.ts'
import { failures } from './outcomes.ts'
import type { ScopeOf } from './scope.ts'
import { literal } from './sql.ts'

// Staged under another word is whoever may not be edited; under none, who was erased meanwhile.
const personId = `case when vendor_id ~ '^[0-9a-f-]{36}$' then vendor_id::uuid end`

/**
 * Writes what becomes of everybody who is staged when a hand does the same to all of them: each for themselves, so that
 * whoever is refused fails or is skipped by name while the others go through.
 */
export async function planEdit(client: ClientBase, scope: ScopeOf<'edit'>): Promise<void> {
  const whom = `select number, vendor_id, ${personId} as id from staged where run_id = ${literal(scope.runId)}`
  await gatherByHand(client, scope.edit, { whom, mandatory: scope.mandatory })
  await writeOutcomes(client, scope)
}

const failed = [...failures, 'filled'].map(literal).join(', ')

async function writeOutcomes(client: ClientBase, { runId, edit }: ScopeOf<'edit'>): Promise<void> {
  const act = literal(edit.act)
  await client.query(`
    insert into outcome (run_id, number, vendor_id, label, kind, reason, object_id, changes, problems)
    select ${literal(runId)}, number, vendor_id, label, kind,
           case when kind = 'updated' and changes = '{}' then 'kept' else reason end, object_id, nullif(changes, '{}'), problems
      from (
        select r.number, r.vendor_id, r.label, r.reason, r.object_id, r.problems, c.changes,
               case when r.reason in (${failed}) then 'failed'
                    when r.reason is not null then 'skipped'
                    when ${act} <> 'updated' then ${act}
                    when c.changes <> '{}' or r.keeps then 'updated'
                    else 'unchanged' end as kind
          from plan_row r left join ${edit.object} p on p.id = r.found
          cross join lateral (select case when r.reason is null then ${handChangesSql(edit)} end as changes offset 0) c
      ) planned`)
}
