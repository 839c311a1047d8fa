import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'

export interface Wanted {
  readonly vendor: string | undefined
  /** A bare id. */
  readonly applicationId: string | undefined
  readonly unmatched: boolean | undefined
  /** The bare id to begin after. */
  readonly after: string | undefined
  readonly limit: number
}

// Out of scope is who every integration that lists the account leaves out.
const outOfScope = sql<Date | null>`(
  select max(r.out_of_scope_at) from source s join source_record r on r.source_id = s.id and r.vendor_id = u.vendor_id
   where s.application_id = u.application_id and s.ended_at is null and r.gone_at is null
  having every(r.out_of_scope_at is not null))`.as('out_of_scope_at')

/** SaaS users in the order they were found, one more than `limit`. */
export function listSaasUsers({ kysely }: Connections, wanted: Wanted) {
  const { vendor, applicationId, unmatched, after, limit } = wanted
  return kysely
    .selectFrom('saas_user as u')
    .innerJoin('saas_application as a', 'a.id', 'u.application_id')
    .leftJoin('person as p', 'p.id', 'u.person_id')
    .select(['u.id', 'a.vendor', 'a.instance', 'u.vendor_id', 'u.label', 'u.role', 'u.active', 'u.person_id'])
    .select(['u.gone_at', 'u.unmaintained_at', outOfScope])
    .select(
      sql<
        string | null
      >`coalesce(p.display_name, nullif(concat_ws(' ', p.first_name, p.last_name), ''), p.username)`.as(
        'person_name',
      ),
    )
    .$if(vendor !== undefined, (query) => query.where('a.vendor', '=', vendor ?? ''))
    .$if(applicationId !== undefined, (query) => query.where('u.application_id', '=', applicationId ?? ''))
    .$if(unmatched !== undefined, (query) => query.where('u.person_id', unmatched ? 'is' : 'is not', null))
    .$if(after !== undefined, (query) => query.where('u.id', '>', after ?? ''))
    .orderBy('u.id')
    .limit(limit + 1)
    .execute()
}

export type SaasUserRow = Awaited<ReturnType<typeof listSaasUsers>>[number]

const countIf = (condition: ReturnType<typeof sql<boolean>>) =>
  sql<string>`count(*) filter (where ${condition})`

/** Every application with how many accounts it has. */
export function listApplications({ kysely }: Connections) {
  return kysely
    .selectFrom('saas_application as a')
    .leftJoin('saas_user as u', 'u.application_id', 'a.id')
    .select(['a.id', 'a.vendor', 'a.instance'])
    .select([
      countIf(sql`u.id is not null and u.gone_at is null`).as('users'),
      countIf(sql`u.active and u.gone_at is null`).as('active'),
      countIf(sql`not u.active and u.gone_at is null`).as('inactive'),
      countIf(sql`u.id is not null and u.person_id is null and u.gone_at is null`).as('unmatched'),
      countIf(sql`u.gone_at is not null`).as('gone'),
    ])
    .groupBy('a.id')
    .orderBy('a.vendor')
    .orderBy('a.instance')
    .execute()
}

export type ApplicationRow = Awaited<ReturnType<typeof listApplications>>[number]
