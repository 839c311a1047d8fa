import type { Connections } from '../../db/pool.ts'

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

/** Forgets answers to repeated requests in which a person may stand. */
export async function forgetAnswers({ pool }: Pick<Connections, 'pool'>, publicId: string): Promise<void> {
  await pool.query('delete from repeatable where strpos(body, $1) > 0', [publicId])
}
