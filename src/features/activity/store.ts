import { sql } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import { column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import { type ActRow, actColumns } from '../chain/store.ts'

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

/** Which acts are wanted; what is undefined does not matter. */
export interface ActWish {
  readonly who?: string | undefined
  readonly act?: string | undefined
  readonly thing?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/** Those acts, the newest first. */
export const actList = ({ who, act, thing, since, until }: ActWish): List<ActRow> => ({
  parts: [
    sql<ActRow>`select ${sql.raw(actColumns)}, at as moment from act
      where (${who}::text is null or lower(who) = lower(${who})) and (${thing}::text is null or thing_id = ${thing})
        and (${act}::text is null or act = ${act} or starts_with(act, ${act} || '.'))
        and (${since}::timestamptz is null or at >= ${since}) and (${until}::timestamptz is null or at < ${until})`,
  ],
  columns: {
    number: column('number', 'number', 'Number', { filled: true }),
    at: column('moment', 'datetime', 'At', { filled: true }),
    who: column('who', 'text', 'Who', { filled: true }),
    way: column('way', 'text', 'Way', { filled: true }),
    act: column('act', 'text', 'Act', { filled: true }),
    noun: column('noun', 'text', 'Noun'),
    thing: column('thing', 'text', 'Thing'),
    thingId: column('thing_id', 'text', 'Id of the thing'),
    address: column('address', 'text', 'Address'),
  },
  order: '-number',
  ties: ['number'],
})

const mostSince = 20

/** A thing as somebody saw it, by its entity tags. */
export interface Seen {
  readonly noun: string
  readonly id: string
  readonly tags: readonly string[]
}

/** Acts on a thing since somebody saw it, in their order. */
export async function listSince(db: Queryable, { noun, id, tags }: Seen): Promise<ActRow[]> {
  const { rows } = await db.query<ActRow>(
    `select ${actColumns} from act
      where noun = $1 and thing_id = $2
        and number > (select max(number) from act where noun = $1 and thing_id = $2 and tag = any($3))
      order by number limit ${mostSince}`,
    [noun, id, tags],
  )
  return rows
}
