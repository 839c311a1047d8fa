import { plainText } from './plain-text.ts'
import { cut, pad, widthOf } from './width.ts'

/** One column of a table, and what it says of a row. */
export interface Column<Row> {
  readonly title: string
  readonly of: (row: Row) => string
  readonly align?: 'left' | 'right'
  /** Whether its texts may be cut where the terminal is too narrow. Ids may not: they are copied. */
  readonly shrinks?: boolean
}

const gap = '  '
const narrowest = 8

/**
 * Rows under their titles, aligned, a line each. With `width` the table is made to fit a terminal of so many
 * columns as far as its columns allow; without one nothing is cut, as programs that read it need.
 */
export function tableText<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width?: number,
): string {
  const cells = rows.map((row) => columns.map((column) => plainText(column.of(row))))
  const lines = [columns.map(({ title }) => title), ...cells]
  const widths = fitWidths(columns, naturalWidths(lines), width)
  return lines.map((line) => lineText(line, columns, widths)).join('\n')
}

function naturalWidths(lines: readonly (readonly string[])[]): number[] {
  const [titles = []] = lines
  return titles.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at] ?? ''))))
}

function fitWidths<Row>(
  columns: readonly Column<Row>[],
  natural: readonly number[],
  width = Infinity,
): number[] {
  const widths = [...natural]
  let excess = natural.reduce((sum, columns) => sum + columns, (natural.length - 1) * gap.length) - width
  while (excess > 0) {
    const open = widths.filter((columns_, at) => columns[at]?.shrinks && columns_ > narrowest)
    const widest = widths.findIndex((columns_, at) => columns[at]?.shrinks && columns_ === Math.max(...open))
    if (widest === -1) break
    widths[widest] = Math.max(...open) - 1
    excess--
  }
  return widths
}

function lineText<Row>(
  line: readonly string[],
  columns: readonly Column<Row>[],
  widths: readonly number[],
): string {
  const cells = line.map((cell, at) => pad(cut(cell, widths[at] ?? 0), widths[at] ?? 0, columns[at]?.align))
  return cells.join(gap).trimEnd()
}
