import type { Connections } from '../../db/pool.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { givenColumns } from '../../kit/record/changes-of.ts'

/** A value of which SaaS user, and the fields of history that tell of it. */
interface Asked {
  readonly id: string
  readonly field: string
  readonly told: readonly string[]
  readonly byHand: readonly string[]
}

const mostByHand = 20

/** How a value came to be: the last change, else the creation of the SaaS user; and what was said of it by hand. */
export async function changesOfWord(
  { pool }: Pick<Connections, 'pool'>,
  { id, field, told, byHand }: Asked,
): Promise<{ readonly last: ChangeRow | undefined; readonly byHand: readonly ChangeRow[] }> {
  const { rows: last } = await pool.query<ChangeRow>(
    `(select at, object, kind, field, before, after, run_id, actor, ${givenColumns} from change
       where object_id = $1 and field = any($2) order by id desc limit 1)
      union all
     (select u.created_at, 'saas_user', 'created', $3, null, null, u.run_id, coalesce(run.actor, ''), null, null
        from saas_user u left join run on run.id = u.run_id where u.id = $1)
      limit 1`,
    [id, told, field],
  )
  const { rows: hand } = await pool.query<ChangeRow>(
    `select at, object, kind, field, before, after, run_id, actor, ${givenColumns} from change c
      where object_id = $1 and field = any($2)
        and (run_id is null or exists (select from run where run.id = c.run_id and run.kind = 'edit'))
      order by id desc limit ${mostByHand}`,
    [id, byHand],
  )
  return { last: last[0], byHand: hand }
}
