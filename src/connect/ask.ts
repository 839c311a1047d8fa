import type { Connector, Load } from './manifest.ts'
import { baseUrl, type OpenSettings } from './settings.ts'

/** What to ask for next: records from `offset` on, at most `size` of them. */
export interface Ask {
  readonly offset: number
  readonly size: number
}

/** A load of a connector, under a customer's settings. */
export interface Subject {
  readonly connector: Connector
  readonly load: Load
  readonly settings: OpenSettings
  /** Further properties to ask for: the roots of what the customer mapped. */
  readonly extraSelect?: readonly string[]
}

export function firstAsk(load: Load, offset = 0): Ask {
  return { offset, size: load.paging.size }
}

/**
 * The ask after a page; nothing after an empty one. A short page is no end, for a vendor may cap the
 * size, and the offset moves by what came, not by what was asked for.
 */
export function nextAsk(ask: Ask, received: number): Ask | undefined {
  return received === 0 ? undefined : { offset: ask.offset + received, size: ask.size }
}

/** The same place with half the size; nothing when one record at a time is too much already. */
export function smallerAsk(ask: Ask): Ask | undefined {
  return ask.size <= 1 ? undefined : { offset: ask.offset, size: Math.floor(ask.size / 2) }
}

/** The address of one page. */
export function pageUrl({ connector, load, settings, extraSelect = [] }: Subject, ask: Ask): URL {
  const url = new URL(`${baseUrl(connector, settings)}${load.get}`)
  url.searchParams.set(load.paging.limit, String(ask.size))
  url.searchParams.set(load.paging.offset, String(ask.offset))
  for (const [name, value] of Object.entries(load.query)) url.searchParams.set(name, value)
  if (load.select) url.searchParams.set(load.select.parameter, selected(load, extraSelect).join(','))
  return url
}

/** The address of one record; nothing where the vendor cannot be asked for one. */
export function recordUrl({ connector, load, settings }: Subject, id: string): URL | undefined {
  if (load.lookup === undefined || id === '' || /^\.{1,2}$/.test(id)) return undefined
  return new URL(
    `${baseUrl(connector, settings)}${load.lookup.replace('{id}', () => encodeURIComponent(id))}`,
  )
}

function selected(load: Load, extra: readonly string[]): readonly string[] {
  // A name with a comma would be read as two, and what is never stored is never asked for.
  const wanted = extra.filter((name) => !name.includes(',') && !load.deny.includes(name))
  return [...new Set([...(load.select?.properties ?? []), ...wanted])]
}
