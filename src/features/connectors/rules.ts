import type { z } from 'zod'
import type { Connector } from '../../connect/manifest.ts'
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
    loads: Object.entries(loads).map(([key, { label, of, fields, include = {} }]) => ({
      key,
      label,
      of,
      fields: Object.entries(fields).map(([field, { label, type }]) => ({ key: field, label, type })),
      include: Object.entries(include).map(([field, text]) => ({ field, text })),
    })),
  }
}
