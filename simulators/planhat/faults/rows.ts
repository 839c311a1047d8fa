import { draw } from '../draw.ts'
import { parseJson } from '../json.ts'
import { patchRow } from '../row-cache.ts'
import type { Effect, Family, Occasion } from './fault.ts'

const salt = 91

/** Single users are too big, of the wrong type, hostile or out of time. `every` says which: each tenth by default. */
export const rows: Family = {
  F14: {
    says: 'huge pages: 5 to 50 KB a user, deep custom fields, very long texts',
    variants: {
      wide: {
        rows: (page, occasion) => page.map((row, place) => patchRow(row, { custom: bulk(occasion, place) })),
      },
      deep: someRows((row) => patchRow(row, { custom: nested(1000) })),
      long: someRows((row, { amounts }) =>
        patchRow(row, { nickName: 'x'.repeat((amounts.kilobytes ?? 1000) * 1000) }),
      ),
    },
  },
  F18: {
    says: 'wrong types, a missing or numeric id, rows that are no objects',
    variants: {
      'wrong-types': someRows((row) => patchRow(row, wrongTypes)),
      'no-id': someRows((row) => patchRow(row, { _id: undefined })),
      'number-id': someRows((row, _, place) => patchRow(row, { _id: 1000 + place })),
      'null-row': someRows(() => 'null'),
      'text-row': someRows((row) => JSON.stringify(row.slice(8, 32))),
    },
  },
  F19: {
    says: 'texts and keys that have broken programs before',
    variants: {
      rtl: someRows((row) => patchRow(row, { firstName: '\u202eليلى\u202c', nickName: 'אבג abc' })),
      emoji: someRows((row) => patchRow(row, { nickName: '🐉👩‍👩‍👧‍👦🇸🇪', lastName: 'Z̷a̶l̵g̴o̸' })),
      nul: someRows((row) => patchRow(row, { lastName: 'Null\u0000Byte' })),
      'long-name': someRows((row) => patchRow(row, { lastName: 'y'.repeat(65_536) })),
      'proto-keys': someRows((row) => patchRow(row, { custom: parseJson(protoKeys) })),
      formula: someRows((row) =>
        patchRow(row, { firstName: '=HYPERLINK("https://example.com")', lastName: '@SUM(A1)' }),
      ),
    },
  },
  F20: {
    says: 'dates that cannot be or are written oddly',
    variants: {
      future: someRows((row) => dated(row, '2999-12-31T23:59:59.999Z')),
      epoch: someRows((row) => dated(row, '1970-01-01T00:00:00.000Z')),
      'year-one': someRows((row) => dated(row, '0001-01-01T00:00:00.000Z')),
      'no-ms': someRows((row) => dated(row, '2024-02-29T12:00:00Z')),
      zone: someRows((row) => dated(row, '2024-02-29T12:00:00.000+02:00')),
    },
  },
}

const wrongTypes = {
  inactive: 'true',
  tzOffset: '-8',
  permissions: ['admin'],
  roles: ',000000010000000000000000,000000020000000000000000,',
  email: 'GONE.User@Example.COM ',
  __v: '7',
}

// As text, since an object literal with __proto__ would set the prototype and have no such key.
const protoKeys = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"Role":"CSM"}'

function someRows(spoil: (row: string, occasion: Occasion, place: number) => string): Effect {
  return {
    rows: (page, occasion) => {
      const every = occasion.amounts.every ?? 10
      return page.map((row, place) => (place % every === 0 ? spoil(row, occasion, place) : row))
    },
  }
}

function bulk({ amounts, seed, page }: Occasion, place: number) {
  const kilobytes = amounts.kilobytes ?? 5 + (draw(seed, (page?.offset ?? 0) + place, salt) % 46)
  return Object.fromEntries(Array.from({ length: kilobytes }, (_, key) => [`Field ${key}`, 'v'.repeat(985)]))
}

function nested(levels: number): unknown {
  let value: unknown = 'bottom'
  for (let level = 0; level < levels; level++) value = { down: value }
  return value
}

function dated(row: string, date: string): string {
  return patchRow(row, { createDate: date, createdAt: date })
}
