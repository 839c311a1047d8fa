import { readFile } from 'node:fs/promises'
import type { Connector, Load } from '../../src/connect/manifest.ts'
import { withSoftware } from '../../src/connect/software.ts'
import type { Json } from '../../src/lib/value.ts'

/**
 * What stands beside every connector on the shelf: requests in the order in which they must come, the
 * vendor's answers, and the facts that must come out. The people in it are invented.
 */
export interface Fixture {
  /** As a person would enter them; those with a default may be left out. */
  readonly settings: Readonly<Record<string, string>>
  /** The load of the connector that is read, with pages of so many records. */
  readonly load: string
  readonly pageSize: number
  readonly exchanges: readonly Exchange[]
  readonly facts: readonly ExpectedFacts[]
}

export interface Exchange {
  /** Path and query; the order of parameters does not matter. */
  readonly get: string
  /** The headers that the request must carry. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
}

/** Of one record, in the order of the list; what the vendor did not say is left out. */
interface ExpectedFacts {
  readonly id: string
  readonly fields: Readonly<Record<string, Json>>
  readonly account: Readonly<Record<string, Json>>
  readonly software?: readonly Readonly<Record<string, Json>>[]
  readonly problems?: Readonly<Record<string, string>>
}

/** A connector and its fixture, as the promises look at them. */
export interface Subject {
  readonly connector: Connector
  readonly fixture: Fixture
}

/** Reads the fixture of a connector from the file beside it. */
export async function readFixture(folder: string, { id }: Connector): Promise<Fixture> {
  const text = await readFile(`${folder}/${id}.fixture.json`, 'utf8')
  // What it does not hold of this shape breaks the promises that need it.
  return JSON.parse(text) as Fixture
}

/** The load that a fixture is of, with its page size. Throws when the connector has none of this name. */
export function loadOf({ connector, fixture }: Subject): Load {
  const load = connector.loads[fixture.load]
  if (!load) throw new Error(`${connector.name} has no load "${fixture.load}"`)
  return withSoftware({ ...load, paging: { ...load.paging, size: fixture.pageSize } }, true)
}
