import { type InferResult, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import { type Columns, column, type Test } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import type { Sight } from '../people/actions.ts'
import { isOfSeen, nameOf } from '../people/store.ts'

interface Wanted {
  readonly vendor: string | undefined
  /** A bare id. */
  readonly applicationId: string | undefined
  readonly unmatched: boolean | undefined
  readonly search: string | undefined
  /** What the asker may know of people. */
  readonly sight: Sight
}

// Out of scope is who every integration that lists the account leaves out.
const outOfScope = sql<Date | null>`(
  select max(r.out_of_scope_at) from source s join source_record r on r.source_id = s.id and r.vendor_id = u.vendor_id
   where s.application_id = u.application_id and s.ended_at is null and r.gone_at is null
  having every(r.out_of_scope_at is not null))`.as('out_of_scope_at')

const saasUsers = (
  { kysely }: Connections,
  { vendor, applicationId, unmatched, search = '', sight }: Wanted,
) =>
  kysely
    .selectFrom('saas_user as u')
    .innerJoin('saas_application as a', 'a.id', 'u.application_id')
    .leftJoin('person as p', 'p.id', 'u.person_id')
    .select([
      'u.id',
      'u.application_id',
      'a.vendor',
      'a.instance',
      'u.vendor_id',
      'u.role',
      'u.active',
      'u.person_id',
    ])
    .select(sql<string | null>`case when ${sight.names} then u.label end`.as('label'))
    .select(['u.gone_at', 'u.unmaintained_at', outOfScope, nameOf('p', sight.fields).as('person_name')])
    .where(isOfSeen('u.person_id', sight.sees))
    .$if(vendor !== undefined, (query) => query.where('a.vendor', '=', vendor ?? ''))
    .$if(applicationId !== undefined, (query) => query.where('u.application_id', '=', applicationId ?? ''))
    .$if(unmatched !== undefined, (query) => query.where('u.person_id', unmatched ? 'is' : 'is not', null))
    .$if(search !== '', (query) => query.where(matches(search, sight)))

/** Whether what an account or its person is called has a text in it. */
function matches(search: string, { fields, names }: Sight): Test {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const label = names ? sql`u.label` : sql`null`
  return sql`(u.vendor_id ilike ${pattern} or ${label} ilike ${pattern} or ${nameOf('p', fields)} ilike ${pattern})`
}

export type SaasUserRow = InferResult<ReturnType<typeof saasUsers>>[number]

/** SaaS users in the order they were found. */
export function saasUserList(db: Connections, wanted: Wanted): List<SaasUserRow> {
  return { parts: [saasUsers(db, wanted)], columns: saasUserColumns, order: 'id', ties: ['id'] }
}

/** What SaaS users can be asked. */
export const saasUserColumns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'usr' }),
  application: column('vendor', 'text', 'Application', { filled: true }),
  instance: column('instance', 'text', 'Instance', { filled: true }),
  vendorId: column('vendor_id', 'text', 'Vendor id', { filled: true }),
  label: column('label', 'text', 'Label'),
  role: column('role', 'text', 'Role'),
  active: column('active', 'boolean', 'Active'),
  goneAt: column('gone_at', 'datetime', 'Gone at'),
  outOfScopeAt: column('out_of_scope_at', 'datetime', 'Out of scope at'),
  unmaintainedAt: column('unmaintained_at', 'datetime', 'Unmaintained at'),
  personId: column('person_id', 'id', 'Person', { prefix: 'per' }),
  personName: column('person_name', 'text', 'Person name'),
}
