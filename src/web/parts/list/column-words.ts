/** A column that is shown. */
export interface ShownColumn {
  readonly key: string
  /** In pixels; undefined: its usual width. */
  readonly width?: number | undefined
}

const narrowest = 60
const widest = 800

/** The columns of `fullName,email:240`; those that are unknown, or named twice, are left out. */
export function readColumns(text: string, known: ReadonlySet<string>): readonly ShownColumn[] {
  const found = new Map<string, ShownColumn>()
  for (const word of text.split(',')) {
    const [key = '', width = ''] = word.split(':')
    if (known.has(key) && !found.has(key)) found.set(key, { key, width: readWidth(width) })
  }
  return [...found.values()]
}

/** Columns as the address has them. */
export const writeColumns = (columns: readonly ShownColumn[]): string =>
  columns.map(({ key, width }) => (width === undefined ? key : `${key}:${width}`)).join(',')

/** A width that a column may have. */
export const boundWidth = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, width)))

const readWidth = (text: string): number | undefined =>
  /^\d{1,4}$/.test(text) ? boundWidth(Number(text)) : undefined
