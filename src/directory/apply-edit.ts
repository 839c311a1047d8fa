import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { writeByHand } from './hand-apply.ts'
import { handSource } from './hand-source.ts'
import type { Steps } from './outcome-steps.ts'
import type { ScopeOf } from './scope.ts'
import { literal } from './sql.ts'

/** Does by hand to many people what the plan says, in steps, and keeps what the hand said of them before. */
export async function applyEdit(client: ClientBase, scope: ScopeOf<'edit'>, { stepSize, between }: Steps) {
  const { runId, actor, edit } = scope
  const last = await lastNumber(client, runId)
  let applied = 0
  for (let from = 0; from <= last; from += stepSize) {
    applied += await takeOutcomes(client, runId, [from, from + stepSize])
    await keepBefore(client, runId)
    await writeByHand(client, edit, { actor, runId })
    await keepAfter(client, runId)
    await failpoint('edit.step-written')
    await between(applied)
  }
}

async function lastNumber(client: ClientBase, runId: string): Promise<number> {
  const { rows } = await client.query<{ last: number | null }>(
    'select max(number) as last from outcome where run_id = $1',
    [runId],
  )
  return rows[0]?.last ?? -1
}

/** Puts whom one step changes into the temporary table `step`; tells how many they are. */
async function takeOutcomes(
  client: ClientBase,
  runId: string,
  [from, until]: readonly [number, number],
): Promise<number> {
  await client.query('drop table if exists pg_temp.step')
  const { rowCount } = await client.query(`
    create temp table step on commit drop as
    select number, vendor_id, object_id, 'updated' as kind, changes, null::jsonb as volatile
      from outcome
     where run_id = ${literal(runId)} and number >= ${from} and number < ${until}
       and kind in ('updated', 'archived', 'restored')`)
  return rowCount ?? 0
}

const handRecord = `left join source_record r on r.source_id = ${literal(handSource)} and r.vendor_id = step.vendor_id`

async function keepBefore(client: ClientBase, runId: string): Promise<void> {
  await client.query(
    `insert into source_before (run_id, vendor_id, record) select $1, step.vendor_id, to_jsonb(r) from step ${handRecord}`,
    [runId],
  )
}

/** People are written by hand beside runs, too, so what this one left is kept. Where there was no record, it was an empty one. */
async function keepAfter(client: ClientBase, runId: string): Promise<void> {
  await client.query(
    `update source_before b
        set "after" = coalesce(to_jsonb(r), 'null'), record = coalesce(b.record, to_jsonb(r) || '{"row": {}}')
       from step ${handRecord} where b.run_id = $1 and b.vendor_id = step.vendor_id`,
    [runId],
  )
}
