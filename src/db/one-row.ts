/** The row of a write that has to write one. Throws when it wrote none. */
export function oneRow<T>(rows: readonly T[]): T {
  const [row] = rows
  if (!row) throw new Error('a write of one row wrote none')
  return row
}
