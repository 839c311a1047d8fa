import type { Connections } from '../../db/pool.ts'
import type { Erased } from '../../directory/erase.ts'
import { publicId } from '../../lib/ids.ts'

/** What vendors sent last of a person, as JSON text. */
export function recordsOf({ kysely }: Connections, personId: string) {
  return kysely
    .selectFrom('source_record as r')
    .innerJoin('source', 'source.id', 'r.source_id')
    .leftJoin('staged as s', (join) =>
      join.onRef('s.run_id', '=', 'r.run_id').onRef('s.number', '=', 'r.number'),
    )
    .select(['r.source_id', 'r.vendor_id', 's.raw'])
    .where('r.object_id', '=', personId)
    .where('source.kind', '=', 'integration')
    .orderBy('r.source_id')
    .orderBy('r.vendor_id')
    .execute()
}

/** The account with which a person signs in. */
export const accountOf = ({ kysely }: Connections, personId: string) =>
  kysely
    .selectFrom('account')
    .select(['id', 'name', 'email'])
    .where('person_id', '=', personId)
    .executeTakeFirst()

/** The applications that a person owns. */
export const applicationsOf = ({ kysely }: Connections, personId: string) =>
  kysely
    .selectFrom('saas_application')
    .select(['id', 'vendor', 'instance'])
    .where('owner_id', '=', personId)
    .orderBy('vendor')
    .orderBy('instance')
    .execute()

/** Forgets views of lists that ask for somebody by username, e-mail address or id. */
export async function forgetViews({ pool }: Pick<Connections, 'pool'>, erased: Erased): Promise<void> {
  await pool.query(
    `delete from view where exists (
       select from unnest($1::text[]) told where strpos(lower(concat_ws(' ', name, words->>'search', words->>'filter')), told) > 0)`,
    // A username may be part of any word: it names somebody only where it is a whole value.
    [[...tellTales(erased), ...erased.names.map((name) => JSON.stringify(name))]],
  )
}

/** Forgets answers to repeated requests in which a person may stand. */
export async function forgetAnswers({ pool }: Pick<Connections, 'pool'>, erased: Erased): Promise<void> {
  await pool.query(
    'delete from repeatable where exists (select from unnest($1::text[]) told where strpos(lower(body), told) > 0)',
    [tellTales(erased)],
  )
}

/** What nobody else is called, wherever it stands. */
const tellTales = ({ ids, names }: Erased): readonly string[] => [
  ...ids.map((id) => publicId('per', id)),
  ...names.filter((name) => name.includes('@')),
]
