import { Readable } from 'node:stream'
import type { Table } from '../kit/streamed-route.ts'
import type { Cell } from '../lib/csv.ts'
import { clockOf } from '../lib/zone.ts'

/** How wide a column is, in letters, and how its dates are shown. */
interface Look {
  readonly width: number
  readonly style?: { readonly numFmt: string }
}

const plain: Look = { width: 24 }
const dated: Readonly<Record<string, Look>> = {
  date: { width: 14, style: { numFmt: 'yyyy-mm-dd' } },
  datetime: { width: 30, style: { numFmt: 'yyyy-mm-dd hh:mm:ss' } },
}

/**
 * A table as XLSX, as fast as it is read. Texts are cells of text, whatever they begin with; beyond a million rows, a further
 * sheet begins.
 */
export async function* workbookOf(table: Table): AsyncGenerator<Buffer> {
  // Loaded with the first workbook.
  const { writeXlsxStream } = await import('hucre/xlsx')
  const columns = table.types?.map((type) => ({ ...(dated[type ?? ''] ?? plain) })) ?? []
  const stream = writeXlsxStream(linesOf(table), { name: table.name, columns, freezePane: { rows: 1 } })
  // The same class under two names: that of the browser and that of Node.
  yield* Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}

async function* linesOf({ pieces, types = [], zone = 'UTC' }: Table) {
  const clock = clockOf(zone)
  let isHead = true
  for await (const lines of pieces)
    for (const line of lines) {
      yield isHead
        ? line.map((label, at) => written(types[at] === 'datetime' ? `${label} (${zone})` : label))
        : line.map((cell, at) => dateOf(cell, types[at], clock) ?? written(cell))
      isHead = false
    }
}

const iso = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/

/** A text in ISO 8601 as the date, or as the date and time by a clock; what was before workbooks begin to count stays text. */
function dateOf(cell: Cell, type: string | undefined, clock: (at: Date) => Date): Date | undefined {
  if (type !== 'date' && type !== 'datetime') return
  if (typeof cell !== 'string' || cell < '1900-03-01' || !iso.test(cell)) return
  return type === 'datetime' ? clock(new Date(cell)) : new Date(cell)
}

/** A text so that it is read as it was: `_x0041_` would be read as A, and two code points may not stand in a sheet at all. */
const written = (cell: Cell): Cell =>
  typeof cell === 'string'
    ? cell.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_').replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    : cell
