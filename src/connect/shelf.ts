import { readdir } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Connector } from './manifest.ts'

/**
 * Takes every connector off the shelf, by id. A connector is what a `.ts` file (`.js` where Muster is
 * installed as a package) exports by default; tests and fixtures are not. Throws when one is not
 * named as its file is, because the file would be looked for in vain.
 */
export async function readShelf(folder: string): Promise<ReadonlyMap<string, Connector>> {
  const names = (await readdir(folder)).filter((name) => /^[a-z0-9-]+\.[jt]s$/.test(name)).sort()
  const found = await Promise.all(names.map((name) => readConnector(join(folder, name))))
  return new Map(found.map((connector) => [connector.id, connector]))
}

async function readConnector(path: string): Promise<Connector> {
  const module: unknown = await import(pathToFileURL(path).href)
  const connector =
    typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined
  const { name } = parse(path)
  if (isNamed(connector, name)) return connector
  throw new Error(`The connector in ${path} must be its default export and have the id "${name}"`)
}

/** The compiler checked the rest: what is on the shelf was made by `defineConnector`. */
function isNamed(value: unknown, name: string): value is Connector {
  return typeof value === 'object' && value !== null && 'id' in value && value.id === name
}
