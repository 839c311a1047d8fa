import type { ClientBase } from 'pg'
import { type HandWord, handSource } from './hand-source.ts'
import { readSourceOrders } from './source-order.ts'
import { speaksFirst, spoken } from './speaker.ts'
import { literal } from './sql.ts'

/**
 * SQL: the source to which a hand gives a field (`c.key`) of an object (`s.object_id`) back: the one that speaks then. That of
 * hands itself: nobody says anything of it; null: it is not given back.
 */
export async function givenToSql(
  client: ClientBase,
  { object, givenBack }: HandWord,
): Promise<string | undefined> {
  if (givenBack.length === 0) return undefined
  const fields = givenBack.map((key) => ({ object, key }))
  const first = speaksFirst(await readSourceOrders(client), { fields, key: 'c.key' })
  return `case when c.key in (${givenBack.map(literal).join(', ')}) then coalesce((
    select said.source_id from source_record r cross join lateral (select ${spoken}) said join source on source.id = said.source_id
     where r.object_id = s.object_id and source.kind <> 'hand' and r."row"->>c.key is not null order by ${first} limit 1), ${literal(handSource)}) end`
}

/** What one step of an edit gives back, and who does it, in which run. */
interface Giving {
  readonly word: HandWord
  readonly givenTo: string
  readonly actor: string
  readonly runId: string | null
}

/** Tells in history of what is given back though its value stays, because a source says the same. */
export async function tellOfKept(
  client: ClientBase,
  { word: { object, givenBack }, givenTo, actor, runId }: Giving,
): Promise<void> {
  await client.query(
    `insert into change (object, object_id, kind, field, before, after, run_id, actor, given_to)
     select $1, s.object_id, 'updated', c.key, h."row"->c.key, h."row"->c.key, $2, $3, ${givenTo}
       from step s join source_record h on h.source_id = $4 and h.vendor_id = s.vendor_id cross join unnest($5::text[]) c (key)
      where h."row" ? c.key and not coalesce(s.changes ? c.key, false) order by s.number`,
    [object, runId, actor, handSource, givenBack],
  )
}
