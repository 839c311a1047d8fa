import { type InferResult, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import { accountsThen, accountThen, toldOfAccounts } from '../../directory/as-of/accounts.ts'
import { fieldsTold } from '../../directory/as-of/moved.ts'
import { objectThen, type Past } from '../../directory/as-of/objects.ts'
import { type Columns, column, type Sql, type Test } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import { isOfSeen, type Sight } from '../../kit/list/sight.ts'
import { isFound, type Search, searchedText } from '../../kit/record/account-search.ts'
import { changedBy } from '../../kit/record/changed-by.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { accountsMade, changesOf, history } from '../../kit/record/history.ts'
import { nameOf } from '../../kit/record/person-names.ts'

interface Wanted {
  readonly vendor: string | undefined
  /** A bare id. */
  readonly applicationId: string | undefined
  readonly unmatched: boolean | undefined
  readonly search: Search | undefined
  /** What the asker may know of people. */
  readonly sight: Sight
  /** The day as of which they are wanted; undefined: now. */
  readonly past?: Past | undefined
}

// Out of scope is who every integration that lists the account leaves out.
const outOfScope = sql<Date | null>`(
  select max(r.out_of_scope_at) from source s join source_record r on r.source_id = s.id and r.vendor_id = u.vendor_id
   where s.application_id = u.application_id and s.ended_at is null and r.gone_at is null
  having every(r.out_of_scope_at is not null))`

type Kept = Selectable<Tables['saas_user']>

/** Where accounts come from, and whose they are: as they are, or as they were. */
interface Origin {
  readonly accounts: RawBuilder<Kept>
  readonly people: RawBuilder<Selectable<Tables['person']>>
  /** What conditions left out is not in history. */
  readonly outOfScope: RawBuilder<Date | null>
}

const now: Origin = {
  accounts: sql`saas_user`,
  people: sql`(select * from person where person.id = u.person_id)`,
  outOfScope,
}

/** Accounts of the past, and whose they were. */
const then = (accounts: Sql, past: Past): Origin => ({
  accounts: sql`(${accounts})`,
  people: sql`(${objectThen('person', sql`u.person_id`, past)})`,
  outOfScope: sql`null::timestamptz`,
})

const saasUsers = (
  { kysely }: Connections,
  { vendor, applicationId, unmatched, search, sight }: Wanted,
  { accounts, people, outOfScope }: Origin,
) =>
  kysely
    .selectFrom(accounts.as('u'))
    // Each has one: joined so, it is left out where nothing is asked of it, and the first rows need no whole sort.
    .leftJoin('saas_application as a', 'a.id', 'u.application_id')
    .leftJoinLateral(people.as('p'), (join) => join.onTrue())
    .select([
      'u.id',
      'u.application_id',
      sql<string>`a.vendor`.as('vendor'),
      sql<string>`a.instance`.as('instance'),
      'u.vendor_id',
      'u.role',
      'u.active',
      'u.person_id',
      'u.linked_by_hand',
      'u.no_person_reason',
    ])
    .select(sql<string | null>`case when ${sight.names} then u.label end`.as('label'))
    .select(['u.gone_at', 'u.unmaintained_at', 'u.created_at', 'u.updated_at'])
    .select([outOfScope.as('out_of_scope_at'), nameOf('p', sight.fields).as('person_name')])
    .where(isOfSeen('u.person_id', sight.sees))
    .$if(vendor !== undefined, (query) => query.where('a.vendor', '=', vendor ?? ''))
    .$if(applicationId !== undefined, (query) => query.where('u.application_id', '=', applicationId ?? ''))
    .$if(unmatched !== undefined, (query) => query.where(sql<SqlBool>`${lacksPerson} = ${unmatched}`))
    .where(search ? isFound(search, sight) : sql<SqlBool>`true`)

const lacksPerson = sql`(u.person_id is null and u.no_person_reason is null)`

/** The account of a bare id, if the asker sees it. */
export const findSaasUser = (db: Connections, id: string, sight: Sight): Promise<SaasUserRow | undefined> => {
  const everywhere = { vendor: undefined, applicationId: undefined, unmatched: undefined, search: undefined }
  return saasUsers(db, { ...everywhere, sight }, now)
    .where('u.id', '=', id)
    .executeTakeFirst()
}

export type SaasUserRow = InferResult<ReturnType<typeof saasUsers>>[number]

/** The accounts of a person, by application. */
export function saasUsersOf({ kysely }: Connections, personId: string) {
  return kysely
    .selectFrom('saas_user as u')
    .innerJoin('saas_application as a', 'a.id', 'u.application_id')
    .select(['u.id', 'a.vendor', 'a.instance', 'u.vendor_id', 'u.label', 'u.role', 'u.active'])
    .select(['u.gone_at', 'u.unmaintained_at', 'u.linked_by_hand'])
    .where('u.person_id', '=', personId)
    .orderBy('a.vendor')
    .orderBy('a.instance')
    .orderBy('u.vendor_id')
    .execute()
}

export type SaasUserOfPerson = Awaited<ReturnType<typeof saasUsersOf>>[number]

/** SaaS users in the order they were found. */
export function saasUserList(db: Connections, wanted: Wanted): List<SaasUserRow> {
  const list = { columns: saasUserColumns, order: 'id', ties: ['id'] }
  if (wanted.past) return { ...list, ...accountsOf(db, wanted, wanted.past) }
  const of = (which: Test) => saasUsers(db, wanted, now).where(which)
  const finding = {
    helps: (_: unknown, sorted: string | undefined) => sorted === 'personName',
    // Apart from those of nobody, they can be read in the order of people's names.
    parts: () => [of(sql`p.id is not null`), of(sql`u.person_id is null`)],
    row: ([id]: readonly Sql[]) => of(sql`u.id = ${id}`),
  }
  const indexed = {
    table: 'saas_user',
    text: searchedText('r', true),
    columns: ['vendorId', 'label'],
  } as const
  return { ...list, parts: [saasUsers(db, wanted, now)], isLarge: true, indexed, finding }
}

/** Those of the past; whose they were is looked up where it is asked. */
function accountsOf(db: Connections, wanted: Wanted, past: Past) {
  const always = [
    ...(wanted.search ? ['label', 'personName'] : []),
    ...(wanted.sight.sees || wanted.unmatched !== undefined ? ['personId', 'noPersonReason'] : []),
  ]
  const nobody = sql<Selectable<Tables['person']>>`(select * from person where false)`
  const parts = (names: readonly string[] | undefined) => {
    const only = names && fieldsTold([...names, ...always], made, toldOfAccounts)
    return accountsThen(past, only).map((part) =>
      saasUsers(db, wanted, only ? { ...then(part, past), people: nobody } : then(part, past)),
    )
  }
  const row = ([id = sql`null`]: readonly Sql[]) => saasUsers(db, wanted, then(accountThen(id, past), past))
  return { parts: parts(undefined), finding: { parts, row } }
}

/** What columns are made of in the words of history; what never changes, of nothing. */
const made = {
  id: [],
  vendorId: [],
  application: [],
  instance: [],
  outOfScopeAt: [],
  goneAt: ['gone'],
  unmaintainedAt: ['unmaintained'],
  personId: ['person'],
  noPersonReason: ['no_person_reason'],
  changedBy: [],
}

/** What stands in the row of the account itself. */
export const ownColumns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'usr' }),
  vendorId: column('vendor_id', 'text', 'Vendor id', { filled: true, isCode: true }),
  label: column('label', 'text', 'Label'),
  role: column('role', 'text', 'Role'),
  active: column('active', 'boolean', 'Active'),
  goneAt: column('gone_at', 'datetime', 'Gone at'),
  unmaintainedAt: column('unmaintained_at', 'datetime', 'Unmaintained at'),
  personId: column('person_id', 'id', 'Person', { prefix: 'per' }),
  noPersonReason: column('no_person_reason', 'text', 'No person needed'),
}

/** What SaaS users can be asked. */
export const saasUserColumns: Columns = {
  ...ownColumns,
  changedBy: changedBy('saas_user'),
  application: column('vendor', 'text', 'Application', { filled: true }),
  instance: column('instance', 'text', 'Instance', { filled: true }),
  outOfScopeAt: column('out_of_scope_at', 'datetime', 'Out of scope at'),
  personName: column('person_name', 'text', 'Person name'),
}

/** The history of a SaaS user, without these fields, the newest first. */
export const saasUserChanges = (id: string, hidden: readonly string[]): List<ChangeRow> =>
  history(changesOf(id, hidden), accountsMade(sql`u.id = ${id}`))
