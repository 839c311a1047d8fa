import type { Client } from '../../client/client.ts'
import type { Connector } from '../../client/types.ts'
import { AppError } from '../../lib/errors.ts'
import { findNamed } from '../named.ts'

/** A vendor by the id or name people type. Throws `not.found`, saying which there are. */
export async function getConnector(client: Client, wanted: string): Promise<Connector> {
  const { items } = await client.connectors.list()
  const found = findNamed(items, wanted.toLowerCase())
  if (found) return found
  const ids = items.map(({ id }) => id).join(', ')
  throw new AppError('not.found', `There is no connector "${wanted}"; there is ${ids}`)
}
