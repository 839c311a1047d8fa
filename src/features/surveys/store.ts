import type { Pool } from 'pg'
import type { Connections } from '../../db/pool.ts'
import type { Field } from '../../directory/field.ts'
import { columnType, ident, keyColumn } from '../../directory/sql.ts'
import type { KeyCounts } from '../../sync/mapping/key-survey.ts'

export interface SurveyRow {
  readonly integration_id: string
  readonly state: 'waiting' | 'reading' | 'done' | 'failed'
  readonly fence: number
  readonly read: number
  readonly counts: KeyCounts | null
  readonly fault: string | null
  readonly asked_at: Date
  readonly finished_at: Date | null
}

type Db = Pick<Connections, 'pool'>

export async function findSurvey({ pool }: Db, integrationId: string): Promise<SurveyRow | undefined> {
  const { rows } = await pool.query<SurveyRow>('select * from survey where integration_id = $1', [
    integrationId,
  ])
  return rows[0]
}

/** Wants a new survey, instead of the last one and of one that is under way. */
export async function queueSurvey({ pool }: Db, integrationId: string): Promise<void> {
  await pool.query(
    `insert into survey (integration_id) values ($1)
     on conflict (integration_id) do update
        set state = 'waiting', fence = survey.fence + 1, lease_until = null, read = 0, counts = null, fault = null,
            asked_at = now(), finished_at = null`,
    [integrationId],
  )
}

/** Takes the survey that waits longest, or one whose process is gone; undefined where there is none. */
export async function takeSurvey({ pool }: Db): Promise<SurveyRow | undefined> {
  const { rows } = await pool.query<SurveyRow>(
    `update survey set state = 'reading', fence = fence + 1, lease_until = now() + interval '60 s', read = 0
      where integration_id = (
        select integration_id from survey
         where state = 'waiting' or (state = 'reading' and lease_until < now())
         order by asked_at limit 1 for update skip locked)
     returning *`,
  )
  return rows[0]
}

/** Notes how far a survey is. False when it is not ours any more. */
export async function noteRead(
  { pool }: Db,
  { integration_id, fence }: SurveyRow,
  read: number,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update survey set read = $3, lease_until = now() + interval '60 s' where integration_id = $1 and fence = $2`,
    [integration_id, fence, read],
  )
  return rowCount === 1
}

/** Ends a survey of ours: with what it counted, or with why it could not be. */
export async function endSurvey(
  { pool }: Db,
  { integration_id, fence }: SurveyRow,
  end: { readonly counts: KeyCounts } | { readonly fault: string },
): Promise<void> {
  await pool.query(
    `update survey set state = $3, counts = $4, fault = $5, lease_until = null, finished_at = now()
      where integration_id = $1 and fence = $2`,
    [
      integration_id,
      fence,
      'counts' in end ? 'done' : 'failed',
      'counts' in end ? JSON.stringify(end.counts) : null,
      'fault' in end ? end.fault : null,
    ],
  )
}

/** Gives a survey of ours back, to be begun again. */
export async function handBackSurvey({ pool }: Db, { integration_id, fence }: SurveyRow): Promise<void> {
  await pool.query(
    `update survey set state = 'waiting', lease_until = null where integration_id = $1 and fence = $2`,
    [integration_id, fence],
  )
}

/** Who or what in the directory has these values of a unique field, by their place. */
export async function findObjects(
  pool: Pool,
  field: Field,
  values: readonly (string | null)[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await pool.query<{ at: number; id: string }>(
    `select (i.at - 1)::int as at, p.id from unnest($1::${columnType(field.type)}[]) with ordinality i (value, at)
       join ${field.object} p on p.${ident(keyColumn(field))} = i.value where p.archived_at is null`,
    [values],
  )
  return new Map(rows.map(({ at, id }) => [at, id]))
}
