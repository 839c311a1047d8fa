import type { ClientBase } from 'pg'
import { handSource } from './hand-source.ts'
import { lockBriefly } from './lock.ts'
import { literal } from './sql.ts'

/** Whose an account is, as somebody says; undefined: as the sources say. */
export interface Linking {
  readonly accountId: string
  readonly personId: string | null | undefined
  /** Why it needs no person; null: nobody says so. */
  readonly noPersonReason: string | null
  readonly actor: string
}

const earliest = `from source s join source_record r on r.source_id = s.id and r.vendor_id = u.vendor_id
   where s.application_id = u.application_id and r.object_id is not null order by s.launched_at, s.id limit 1`

/** SQL: whose an account (`u`) is as the record of the earliest source says that knows it. */
export const bySources = `(select r.object_id ${earliest})`

/** SQL: to which source that word is given back; that of hands: none knows whose it is. */
export const givenToSource = `coalesce((select s.id ${earliest}), ${literal(handSource)})`

/**
 * Says by hand whose an account is, or that it is nobody's, whatever is loaded from then on; or gives it back to the sources.
 * Told in history. Call it inside a transaction. Throws `database.locked` while a run has the directory.
 */
export async function linkAccount(
  client: ClientBase,
  { accountId, personId, noPersonReason, actor }: Linking,
): Promise<void> {
  await lockBriefly(client)
  const isGivenBack = personId === undefined
  await client.query(
    `with known as (
       select u.id, u.person_id, u.linked_by_hand, u.no_person_reason, case when $2 then ${bySources} else $3::uuid end as next, case when $2 then ${givenToSource} end as given_to from saas_user u where u.id = $1
     ), linked as (
       update saas_user u set person_id = known.next, linked_by_hand = not $2, no_person_reason = $5, updated_at = now()
         from known where u.id = known.id
       returning u.id, known.person_id, known.next, known.linked_by_hand, known.no_person_reason, known.given_to
     )
     insert into change (object, object_id, kind, field, before, after, actor, given_to)
     select 'saas_user', linked.id, 'updated', c.field, c.before, c.after, $4, linked.given_to
       from linked cross join lateral (
              values ('linked_by_hand', to_jsonb(linked_by_hand), to_jsonb(not $2)),
                     ('no_person_reason', to_jsonb(linked.no_person_reason), to_jsonb($5::text)),
                     ('person', to_jsonb(person_id), to_jsonb(next))) c (field, before, after)
      where c.before is distinct from c.after`,
    [accountId, isGivenBack, personId ?? null, actor, noPersonReason],
  )
  // A plan that waits was made for accounts as they were.
  await client.query('update directory_state set revision = revision + 1')
}
