import type { ClientBase } from 'pg'
import { lockBriefly } from './lock.ts'

/** What no vendor tells of an application: what was bought at which price, until when, and who answers for it. */
export interface Terms {
  readonly seats: number | null
  readonly seat_price: number | null
  readonly price_period: 'month' | 'year' | null
  readonly currency: string | null
  readonly renewal_date: string | null
  /** A person. */
  readonly owner_id: string | null
  readonly notes: string | null
}

/** The columns of terms. */
export const termKeys = [
  'seats',
  'seat_price',
  'price_period',
  'currency',
  'renewal_date',
  'owner_id',
  'notes',
] as const satisfies readonly (keyof Terms)[]

/** What terms are called where they are told. */
export const termLabels: Readonly<Record<keyof Terms, string>> = {
  seats: 'Seats bought',
  seat_price: 'Price of a seat',
  price_period: 'Price period',
  currency: 'Currency',
  renewal_date: 'Renews on',
  owner_id: 'Owner',
  notes: 'Notes',
}

/** What is done by hand to many applications. */
export interface TermsWord {
  readonly act: 'updated' | 'archived' | 'restored'
  /** By their columns; what is left out stays. */
  readonly values: Readonly<Record<string, string | number | null>>
}

/** What becomes of the terms of an application, and who says so. */
interface TermsEdit {
  readonly id: string
  /** What is left out stays. */
  readonly terms: Partial<Terms>
  readonly actor: string
}

/**
 * Keeps the terms of an application, each change in history; no load touches them. Call it inside a transaction. Throws
 * `database.locked` while a run has the directory.
 */
export async function keepTerms(client: ClientBase, { id, terms, actor }: TermsEdit): Promise<void> {
  await lockBriefly(client)
  await client.query('drop table if exists pg_temp.term_step')
  await client.query(
    'create temp table term_step on commit drop as select $1::uuid as object_id, $2::jsonb as terms',
    [id, JSON.stringify(terms)],
  )
  await writeTerms(client, { actor, runId: null })
  // A plan that waits was made for applications as they were.
  await client.query('update directory_state set revision = revision + 1')
}

/** Who writes, and in which run; of a single edit there is none. */
export interface Writing {
  readonly actor: string
  readonly runId: string | null
}

const next = termKeys.map((key) => `${key} = (n.next).${key}`).join(', ')

/** Writes the terms in the temporary table `term_step`, with history; a term that is not in it stays. */
export async function writeTerms(client: ClientBase, { actor, runId }: Writing): Promise<void> {
  await client.query(
    `with known as (
       select a.id, to_jsonb(a) as before, jsonb_populate_record(a, s.terms) as next
         from term_step s join saas_application a on a.id = s.object_id
     ), written as (
       update saas_application a set ${next} from known n where a.id = n.id returning a.id, n.before, to_jsonb(a) as after
     )
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'saas_application', w.id, 'updated', key, w.before->key, w.after->key, $1, $2
       from written w, unnest($3::text[]) key where w.before->key <> w.after->key`,
    [runId, actor, termKeys],
  )
}
