import type { Connector, Load, Paging } from './manifest.ts'
import { baseUrl, type OpenSettings } from './settings.ts'

/** What to ask for next: records from `offset` on, at most `size` of them. */
export interface Ask {
  readonly offset: number
  readonly size: number
}

/** What of a list was read before: so many records, on so many pages. */
export interface Behind {
  readonly pages: number
  readonly records: number
}

/** A load of a connector, under a customer's settings. */
export interface Subject {
  readonly connector: Connector
  readonly load: Load
  readonly settings: OpenSettings
  /** Further properties to ask for: the roots of what the customer mapped. */
  readonly extraSelect?: readonly string[]
}

/** Where reading begins, or goes on behind what was read before. */
export function firstAsk({ paging }: Load, { pages, records }: Behind = { pages: 0, records: 0 }): Ask {
  // If the vendor caps the size of numbered pages, the pages before had that size at the most.
  const capped = paging.kind === 'page' && pages > 0 ? Math.floor(records / pages) : paging.size
  return { offset: records, size: Math.max(1, Math.min(paging.size, capped)) }
}

/**
 * The ask after a page; nothing after an empty one. A short page is no end, for a vendor may cap the
 * size, and the offset moves by what came, not by what was asked for. Where pages are numbered, their number tells
 * the place only together with the size that the vendor really gives them.
 */
export function nextAsk(load: Load, ask: Ask, received: number): Ask | undefined {
  if (received === 0) return undefined
  const isCapped = load.paging.kind === 'page' && received < askedSize(load.paging, ask)
  return { offset: ask.offset + received, size: isCapped ? received : ask.size }
}

/** The same place with half the size; nothing when one record at a time is too much already. */
export function smallerAsk(load: Load, ask: Ask): Ask | undefined {
  const asked = askedSize(load.paging, ask)
  return asked <= 1 ? undefined : { offset: ask.offset, size: Math.floor(asked / 2) }
}

/** How many records are asked for. A numbered page begins at a multiple of its size, so that it is the largest fitting one. */
export function askedSize({ kind }: Paging, { offset, size }: Ask): number {
  if (kind === 'offset') return size
  let fitting = size
  while (offset % fitting !== 0) fitting--
  return fitting
}

/** The address of one page. */
export function pageUrl({ connector, load, settings, extraSelect = [] }: Subject, ask: Ask): URL {
  const url = new URL(`${baseUrl(connector, settings)}${load.get}`)
  const asked = { ...placeOf(load.paging, ask), ...load.query }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  if (load.select) url.searchParams.set(load.select.parameter, selected(load, extraSelect).join(','))
  return url
}

function placeOf(paging: Paging, ask: Ask): Readonly<Record<string, string>> {
  const size = askedSize(paging, ask)
  if (paging.kind === 'offset') return { [paging.limit]: String(size), [paging.offset]: String(ask.offset) }
  return { [paging.perPage]: String(size), [paging.page]: String(paging.first + ask.offset / size) }
}

/** The query parameter that says where a page begins. */
export const placeParameter = (paging: Paging): string =>
  paging.kind === 'offset' ? paging.offset : paging.page

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
