import type { ClientBase } from 'pg'
import { readFields } from '../catalogue.ts'
import type { AddressesOf } from './elsewhere.ts'
import type { Personal } from './found.ts'
import { gatherNames } from './names.ts'
import { gatherOwned } from './owner.ts'
import { personal } from './personal.ts'
import { gatherTraces } from './traces.ts'

/** Of whom every trace is looked for. */
export interface Sought {
  readonly personId: string
  readonly addressesOf: AddressesOf
}

/** Every place in which somebody may stand, in the order in which they are erased. */
export const readPlaces = async (client: ClientBase): Promise<readonly Personal[]> =>
  personal((await readFields(client)).map(({ key }) => key))

/**
 * Does something with a person, and with everybody who had become part of them, while temporary tables tell where they stand.
 * Call it inside a transaction.
 */
export async function whileFound(
  client: ClientBase,
  { personId, addressesOf }: Sought,
  work: (personId: string) => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    'select id from person where merged_into = $1 union all select $1::uuid',
    [personId],
  )
  for (const { id } of rows) {
    await gatherNames(client, id)
    await gatherTraces(client, addressesOf)
    await gatherOwned(client)
    await work(id)
  }
}
