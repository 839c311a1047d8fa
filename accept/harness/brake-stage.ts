import type { Pool } from 'pg'
import { bareId } from '../../src/lib/ids.ts'
import { keepDirectory, type Restore } from '../../test/runs/directory.ts'
import {
  addIntegration,
  type Integration,
  launch,
  newStory,
  type Run,
  type Story,
} from '../../test/runs/story.ts'
import type { Template } from '../../test/template.ts'

/** A directory that a launched integration has filled, one of its people an administrator: to be set upon. */
export interface BrakeStage {
  readonly story: Story
  readonly size: number
  /** The launched integration. */
  readonly known: Integration
  /** Ids of the vendor's users, in order; the first is the administrator's. */
  readonly ids: readonly string[]
  /** Makes an integration of the same list that never ran. */
  addFresh(): Promise<Integration>
  reset(): Promise<void>
}

export const user = (place: number, more: object = {}) => ({
  _id: `7${String(place).padStart(23, '0')}`,
  email: `user.${place}@example.com`,
  firstName: `First${place}`,
  lastName: `Last${place}`,
  nickName: `Nick${place}`,
  roles: ['000000010000000000000000'],
  inactive: false,
  ...more,
})

/** Launches an integration of so many users. */
export async function openBrakeStage(size: number, template: Template): Promise<BrakeStage> {
  const users = Array.from({ length: size }, (_, place) => user(place))
  const pageSize = Math.max(2, Math.ceil(size / 5))
  const story = await newStory({ simulated: { users }, pageSize, template, start: Date.now(), haste: 1000 })
  const known = await launch(story)
  const { pool } = story.world.ctx.db
  await pool.query(`update person set role = 'administrator' where email = $1`, [users[0]?.email])
  const restore = await keepDirectory(story.world)
  const { rows } = await pool.query('select * from integration where id = $1', [bareId('int', known.id)])
  return {
    story,
    size,
    known,
    ids: users.map(({ _id }) => _id),
    addFresh: () => addIntegration(story, { name: 'Fresh', instance: 'fresh' }),
    reset: () => reset(story, restore, rows[0]),
  }
}

async function reset(
  { simulator, world }: Story,
  restore: Restore,
  integration: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { pool } = world.ctx.db
  simulator.reset()
  await restore()
  await pool.query(`truncate run, run_page, staged, outcome, source_before, due, notice`)
  await pool.query(`delete from integration; delete from credential where name = 'Fresh'`)
  await pool.query(`insert into integration select * from jsonb_populate_record(null::integration, $1)`, [
    JSON.stringify(integration),
  ])
}

/** Everybody who counts as active, and what may not be touched. */
export interface Standing {
  readonly active: ReadonlySet<string>
  readonly administrator: string
  readonly administrators: number
}

/** How people and accounts stand now. */
export async function standingOf(pool: Pool): Promise<Standing> {
  const { rows } = await pool.query<{ id: string }>(
    `select 'account ' || u.id as id from saas_user u where u.active and u.gone_at is null
      union all
     select 'person ' || p.id from person p where p.archived_at is null and p.employment_status is distinct from 'left'`,
  )
  const people = await pool.query<{ told: string }>(
    `select (to_jsonb(p) - 'updated_at')::text || coalesce((select jsonb_agg(to_jsonb(u) - 'updated_at' order by u.id)::text
              from saas_user u where u.person_id = p.id and u.created_at <= p.created_at + interval '1 hour'), '') as told
       from person p where role = 'administrator' order by p.id`,
  )
  return {
    active: new Set(rows.map(({ id }) => id)),
    administrator: people.rows[0]?.told ?? '',
    administrators: people.rows.length,
  }
}

/** Everybody who was active and is not any more. */
export const deactivated = (before: Standing, after: Standing): number =>
  [...before.active].filter((id) => !after.active.has(id)).length

/** Asks for a run that nobody looks at; refused ones answer undefined. */
export async function runUnattended({ story }: BrakeStage, { id }: Integration): Promise<Run | undefined> {
  const { status, body } = await story.world.post<Run>(`/api/integrations/${id}/runs`, { mode: 'apply' })
  return status === 202 ? story.perform(body.id) : undefined
}
