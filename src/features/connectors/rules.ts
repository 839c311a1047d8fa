import type { z } from 'zod'
import type { Connector, Load } from '../../connect/manifest.ts'
import type { ConnectorAnswer } from './schema.ts'

/** What people need to know of a connector to make a credential and an integration of it; how it speaks to the vendor is its own. */
export function describeConnector({
  id,
  name,
  docs,
  settings,
  loads,
}: Connector): z.output<typeof ConnectorAnswer> {
  return {
    id,
    name,
    docs,
    settings: Object.entries(settings).map(([key, setting]) => ({ key, ...setting })),
    loads: Object.entries(loads).map(([key, load]) => describeLoad(key, load)),
  }
}

function describeLoad(key: string, load: Load): z.output<typeof ConnectorAnswer>['loads'][number] {
  const { label, of, fields, include = {} } = load
  return {
    key,
    label,
    of,
    hasSoftware: load.of === 'devices' && load.software !== undefined,
    fields: Object.entries(fields).map(([field, { label, type }]) => ({ key: field, label, type })),
    include: Object.entries(include).map(([field, text]) => ({ field, text })),
  }
}
