import type { Connections } from '../../db/pool.ts'

/** Which lists integrations load. */
export const loadsOf = ({ kysely }: Connections) =>
  kysely.selectFrom('integration').select(['id', 'connector', 'load']).execute()

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
