/** What a cell can hold; null is empty. */
export type Cell = string | number | boolean | null

/** Says to programs that read tables that the text is in UTF-8. */
export const byteOrderMark = '\uFEFF'

/** One line of a table as RFC 4180 has it. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`

// A text that begins like this is run as a formula by programs that show tables, some of which drop what is before it.
const formula = /^[\s"'\uFEFF]*[=+\-@|＝＋－＠]|^'*[\t\r\n]/u

// What is plainly a number, as that of a telephone: it begins like a formula, and is none that does anything.
const number = /^[+-][ (]*\d[\d ()./-]*$/

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = formula.test(cell) && !number.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
