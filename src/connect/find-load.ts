import { AppError } from '../lib/errors.ts'
import type { Connector, Load } from './manifest.ts'

/** The load that an integration names, and its connector. Throws `not.found` naming what there is. */
export function findLoad(
  connectors: ReadonlyMap<string, Connector>,
  { connector, load }: { readonly connector: string; readonly load: string },
): { connector: Connector; load: Load } {
  const found = connectors.get(connector)
  if (!found)
    throw new AppError(
      'not.found',
      `There is no connector "${connector}"; there are ${[...connectors.keys()].join(', ')}`,
    )
  const foundLoad = Object.hasOwn(found.loads, load) ? found.loads[load] : undefined
  if (!foundLoad)
    throw new AppError(
      'not.found',
      `${found.name} has no load "${load}"; it has ${Object.keys(found.loads).join(', ')}`,
    )
  return { connector: found, load: foundLoad }
}
