import type { ClientBase } from 'pg'

/** Puts the rows of a plan, as SQL tells them, into the temporary table `plan_row`, in the place of those of another. */
export async function putPlanRows(client: ClientBase, rows: string): Promise<void> {
  await client.query('drop table if exists pg_temp.plan_row')
  await client.query(`create temp table plan_row on commit drop as ${rows}`)
  await client.query('alter table plan_row add primary key (number)')
}

/**
 * Lets the rows of an object be found at once, as what comes next joins by them: without that, and without knowing how many
 * there are, one wrong guess of the planner takes hours, not milliseconds. `further`: columns besides that it asks.
 */
export async function indexFound(client: ClientBase, ...further: readonly string[]): Promise<void> {
  await client.query('create index on plan_row (object_id) where found is not null')
  await client.query(`analyze plan_row (${['number', 'found', 'object_id', ...further].join(', ')})`)
}
