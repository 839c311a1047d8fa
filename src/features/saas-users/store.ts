import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'

export interface Wanted {
  readonly vendor: string | undefined
  readonly unmatched: boolean | undefined
  /** The bare id to begin after. */
  readonly after: string | undefined
  readonly limit: number
}

/** SaaS users in the order they were found, one more than `limit`. */
export function listSaasUsers({ kysely }: Connections, { vendor, unmatched, after, limit }: Wanted) {
  return kysely
    .selectFrom('saas_user as u')
    .innerJoin('saas_application as a', 'a.id', 'u.application_id')
    .leftJoin('person as p', 'p.id', 'u.person_id')
    .select(['u.id', 'a.vendor', 'a.instance', 'u.vendor_id', 'u.label', 'u.role', 'u.active', 'u.person_id'])
    .select(
      sql<
        string | null
      >`coalesce(p.display_name, nullif(concat_ws(' ', p.first_name, p.last_name), ''), p.username)`.as(
        'person_name',
      ),
    )
    .$if(vendor !== undefined, (query) => query.where('a.vendor', '=', vendor ?? ''))
    .$if(unmatched !== undefined, (query) => query.where('u.person_id', unmatched ? 'is' : 'is not', null))
    .$if(after !== undefined, (query) => query.where('u.id', '>', after ?? ''))
    .orderBy('u.id')
    .limit(limit + 1)
    .execute()
}

export type SaasUserRow = Awaited<ReturnType<typeof listSaasUsers>>[number]
