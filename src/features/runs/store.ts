import { type InferResult, sql } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import { failpoint } from '#failpoint'
import type { Connections } from '../../db/pool.ts'
import { type Columns, column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import { faults } from '../../lib/errors.ts'
import { activeStates } from '../../sync/states.ts'

const isActive = sql`run.state in (${sql.join(activeStates.map((state) => sql.lit(state)))})`

/** What tells how long a run under way will go on; of all others, nothing is looked up. */
const pace = [
  sql<number | null>`(select last.read from run last
    where ${isActive} and run.undoes is null and last.integration_id = run.integration_id and last.id < run.id
      and last.planned_at is not null and last.undoes is null
    order by last.id desc limit 1)`.as('read_last_time'),
  // One that was interrupted is judged by what it did since it was taken up again.
  sql<number | null>`(select sum(received)::int from run_page page
    where run.state = 'reading' and page.run_id = run.id and page.at >= run.started_at)`.as('read_since'),
  sql<number | null>`case run.state
    when 'reading' then extract(epoch from now() - run.started_at)::float8
    when 'applying' then extract(epoch from now() - greatest(run.planned_at, run.released_at))::float8
    end`.as('seconds_since'),
] as const

/** A run with its integration's name and what was read so far. */
const runs = ({ kysely }: Connections) =>
  kysely
    .selectFrom('run')
    .leftJoin('integration', 'integration.id', 'run.integration_id')
    .selectAll('run')
    .select((is) => [
      'integration.name as integration_name',
      is
        .selectFrom('run_page')
        .whereRef('run_id', '=', 'run.id')
        .select((page) => page.fn.coalesce(page.fn.sum<number>('received'), page.lit(0)).as('received'))
        .as('read_so_far'),
      is
        .selectFrom('run_page')
        .whereRef('run_id', '=', 'run.id')
        .select((page) => page.fn.coalesce(page.fn.sum<number>('staged'), page.lit(0)).as('staged'))
        .as('staged_so_far'),
      is
        .selectFrom('run as undo')
        .whereRef('undo.undoes', '=', 'run.id')
        .where('undo.state', 'in', ['succeeded', 'succeeded_with_failures'])
        .select('undo.id')
        .limit(1)
        .as('undone_by'),
      ...pace,
    ])

export type RunRow = InferResult<ReturnType<typeof runs>>[number]

export const findRun = (db: Connections, id: string): Promise<RunRow | undefined> =>
  runs(db).where('run.id', '=', id).executeTakeFirst()

/** Which runs are wanted, by bare ids. */
interface Which {
  readonly integrationId?: string | undefined
  /** Those that changed this person, or an account of theirs. */
  readonly personId?: string | undefined
}

/** Runs, the newest first; all of them, or some. */
export function runList(db: Connections, { integrationId, personId }: Which = {}): List<RunRow> {
  const wanted = runs(db)
    .$if(integrationId !== undefined, (all) => all.where('run.integration_id', '=', integrationId ?? ''))
    .$if(personId !== undefined, (all) => all.where('run.id', 'in', runsOf(personId ?? '')))
  return { parts: [wanted], columns, order: '-id', ties: ['id'] }
}

const runsOf = (personId: string) => sql<string>`(
  select c.run_id from change c where c.object_id = ${personId} and c.run_id is not null
   union
  select c.run_id from saas_user u join change c on c.object_id = u.id where u.person_id = ${personId} and c.run_id is not null
   union
  select u.run_id from saas_user u where u.person_id = ${personId} and u.run_id is not null)`

const counted = (name: string, label: string) => column(name, 'number', label, { filled: true })

const columns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'run' }),
  integrationId: column('integration_id', 'id', 'Integration', { filled: true, prefix: 'int' }),
  integrationName: column('integration_name', 'text', 'Integration name'),
  state: column('state', 'text', 'State', { filled: true }),
  mode: column('mode', 'text', 'Mode', { filled: true }),
  kind: column('kind', 'text', 'Kind', { filled: true }),
  undoes: column('undoes', 'id', 'Undoes', { prefix: 'run' }),
  actor: column('actor', 'text', 'Actor', { filled: true }),
  attempts: counted('attempts', 'Attempts'),
  read: counted('read', 'Read'),
  created: counted('created', 'Created'),
  updated: counted('updated', 'Updated'),
  unchanged: counted('unchanged', 'Unchanged'),
  skipped: counted('skipped', 'Skipped'),
  failed: counted('failed', 'Failed'),
  held: counted('held', 'Held'),
  gone: counted('gone', 'Gone'),
  dueAt: column('due_at', 'datetime', 'Due at'),
  queuedAt: column('queued_at', 'datetime', 'Queued at', { filled: true }),
  startedAt: column('started_at', 'datetime', 'Started at'),
  plannedAt: column('planned_at', 'datetime', 'Planned at'),
  finishedAt: column('finished_at', 'datetime', 'Finished at'),
}

interface NewRun {
  readonly integrationId: string
  readonly revision: number
  readonly mode: 'plan' | 'apply'
  readonly actor: string
  /** When its schedule wanted it; null when somebody asked for it. */
  readonly dueAt?: string | null
  /** The run that it takes back. */
  readonly undoes?: string
}

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

/**
 * Queues a run and wakes a worker; plans that waited are superseded, in one statement, so that no plan waits beside a run
 * that takes its place. Undefined while another run is under way.
 */
export async function queueRun(db: Queryable, run: NewRun): Promise<string | undefined> {
  const { integrationId, revision, mode, actor, dueAt = null, undoes = null } = run
  const { rows } = await db.query<{ id: string }>(
    // The plan of a replay, an edit or a merge waits on: whether its change is wanted, another run does not tell.
    `with made as (
       insert into run (integration_id, revision, mode, actor, due_at, kind, undoes)
       values ($1, $2, $3, $4, $5, case when $6::uuid is null then 'load' else 'undo' end, $6) on conflict do nothing returning id),
     superseded as (
       update run set state = 'superseded'
        where integration_id = $1 and state in ('previewed', 'held') and kind not in ('replay', 'edit', 'merge', 'split') and exists (select from made))
     select id from made`,
    [integrationId, revision, mode, actor, dueAt, undoes],
  )
  const [made] = rows
  if (!made) return undefined
  await failpoint('run.before-wake')
  await db.query(`notify ${runQueue}`)
  return made.id
}

/**
 * Cancels a run, whoever has it: its fence rises, so that the holder can write nothing more and stops.
 * False when the run is over already.
 */
export async function cancelActive({ pool }: Pick<Connections, 'pool'>, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update run set state = 'cancelled', fence = fence + 1, lease_until = null, finished_at = now(),
            fault = jsonb_build_object('code', 'run.cancelled', 'message', $3::text)
      where id = $1 and state = any($2)`,
    [id, activeStates, faults['run.cancelled'].text],
  )
  return rowCount === 1
}

/** The channel on which workers hear that a run waits. */
export const runQueue = 'muster_run'

/** The run that waits longest. */
export async function nextQueued({ pool }: Pick<Connections, 'pool'>): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from run where state = 'queued' order by queued_at limit 1`,
  )
  return rows[0]?.id
}

/** The run of an integration that waits or is under way. */
export async function findActiveRun(
  { pool }: Pick<Connections, 'pool'>,
  integrationId: string,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from run where integration_id = $1 and state = any($2)',
    [integrationId, activeStates],
  )
  return rows[0]?.id
}
