import type { Integration } from '../../../client/integration.ts'
import type { Connector, ConnectorLoad } from '../../../client/types.ts'

/** A load of a connector, as it can be added. */
export interface Entry {
  readonly connector: Connector
  readonly load: ConnectorLoad
}

/** A part of the overview, and of the catalogue that is opened from it. */
export interface CatalogueSection {
  readonly key: string
  readonly title: string
  readonly lead: string
  /** What the loads in it are of. */
  readonly of: readonly string[]
  /** What stands in it while nothing can be added. */
  readonly none: string
}

export const sections: readonly CatalogueSection[] = [
  {
    key: 'users',
    title: 'Extended for users',
    lead: 'They load people, and their accounts at the vendor',
    of: ['users'],
    none: 'No connector of this Muster loads users.',
  },
  {
    key: 'assets',
    title: 'Extended for assets',
    lead: 'They load hardware and software',
    of: ['devices', 'software'],
    none: 'No connector of this Muster loads assets.',
  },
  {
    key: 'custom',
    title: 'Custom',
    lead: 'Connectors of your own',
    of: [],
    none: 'A connector of your own is a file in the folder connectors, as CONTRIBUTING describes; it then stands above, beside the others. One cannot be uploaded yet.',
  },
  {
    key: 'imports',
    title: 'Imports',
    lead: 'Lists from files',
    of: [],
    none: 'Files cannot be imported yet.',
  },
]

/** What the shelf has for a section. */
export const entriesOf = ({ of }: CatalogueSection, connectors: readonly Connector[]): readonly Entry[] =>
  connectors.flatMap((connector) =>
    connector.loads.flatMap((load) => (of.includes(load.of) ? [{ connector, load }] : [])),
  )

/** The integrations in a section. One whose connector is gone from the shelf stands in the first. */
export function integrationsIn(
  section: CatalogueSection,
  all: readonly Integration[],
  connectors: readonly Connector[],
): readonly Integration[] {
  const of = ({ connector, load }: Integration) =>
    connectors.find(({ id }) => id === connector)?.loads.find(({ key }) => key === load)?.of ?? 'users'
  return all.filter((integration) => section.of.includes(of(integration)))
}
