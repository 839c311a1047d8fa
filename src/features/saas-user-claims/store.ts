import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { accountsMade, changeSql } from '../../kit/record/history.ts'

/** A value of which SaaS user, and the fields of history that tell of it. */
interface Asked {
  readonly id: string
  readonly told: readonly string[]
  readonly byHand: readonly string[]
}

const mostByHand = 20

/** How a value came to be: the last change, else the creation of the SaaS user; and what was said of it by hand. */
export async function changesOfWord(
  { pool, kysely }: Pick<Connections, 'pool' | 'kysely'>,
  { id, told, byHand }: Asked,
): Promise<{ readonly last: ChangeRow | undefined; readonly byHand: readonly ChangeRow[] }> {
  const { rows: last } = await sql<ChangeRow>`
    (select ${sql.raw(changeSql)}, null::uuid as merged_from from change
      where object_id = ${id} and field = any(${[...told]}::text[]) order by id desc limit 1)
     union all
    (${accountsMade(sql`u.id = ${id}`)})
     limit 1`.execute(kysely)
  const { rows: hand } = await pool.query<ChangeRow>(
    `select ${changeSql} from change
      where object_id = $1 and field = any($2)
        and (run_id is null or exists (select from run where run.id = change.run_id and run.kind = 'edit'))
      order by id desc limit ${mostByHand}`,
    [id, byHand],
  )
  return { last: last[0], byHand: hand }
}
