import type { Effect, Family, Occasion } from './fault.ts'

/** The list as a whole does not behave: it repeats, moves, stops early or ignores what was asked. */
export const lists: Family = {
  F9: {
    says: 'the same user twice: within a page, across two pages, or with other content',
    variants: {
      within: repeating(({ offset }) => offset + 1, false),
      across: repeating(({ offset, limit }) => offset + limit, false),
      changed: repeating(({ offset }) => offset + 1, true),
    },
  },
  F10: {
    says: 'the list changes while it is paged, as soon as the struck page has left',
    variants: {
      delete: { after: (occasion) => change(occasion, (id) => ({ remove: [id] })) },
      insert: { after: ({ acts }) => void acts.mutate({ add: 1 }) },
      'email-change': {
        after: (occasion) =>
          change(occasion, (id) => ({ set: [{ id, patch: { email: `moved.${id}@example.net` } }] })),
      },
      deactivate: { after: (occasion) => change(occasion, (id) => ({ deactivate: [id] })) },
    },
  },
  F12: { says: 'no users at all', variants: { empty: { rows: () => [] } } },
  F13: { says: 'an empty page with more behind it', variants: { empty: { rows: () => [] } } },
  F15: {
    says: 'limit is ignored or capped',
    variants: {
      ignored: { ask: (query) => ({ ...query, limit: 100 }) },
      capped: { ask: (query) => ({ ...query, limit: Math.min(query.limit, 2000) }) },
    },
  },
  F16: { says: 'offset is ignored', variants: { ignored: { ask: (query) => ({ ...query, offset: 0 }) } } },
  F17: {
    says: 'sort is ignored',
    variants: {
      shuffled: { ask: (query) => ({ ...query, shuffled: true }) },
      reversed: { ask: (query) => ({ ...query, descending: !query.descending }) },
    },
  },
}

function repeating(place: (page: { offset: number; limit: number }) => number, changed: boolean): Effect {
  return { before: ({ page, acts }) => page && acts.echo(place(page), changed) }
}

// Concerns the first user of the page that was just served.
function change(
  { page, acts }: Occasion,
  mutation: (id: string) => Parameters<Occasion['acts']['mutate']>[0],
): void {
  const id = page && acts.idAt(page.offset)
  if (id !== undefined) acts.mutate(mutation(id))
}
