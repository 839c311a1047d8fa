/** One key that a list is sorted by. */
export interface SortWord {
  readonly id: string
  readonly desc: boolean
}

/** The keys of `department,-start_date`. */
export const readSort = (text: string): SortWord[] =>
  text
    .split(',')
    .filter((word) => word !== '')
    .map((word) => (word.startsWith('-') ? { id: word.slice(1), desc: true } : { id: word, desc: false }))

/** Keys as the address and the API have them; none is undefined. */
export const writeSort = (keys: readonly SortWord[]): string | undefined =>
  keys.map(({ id, desc }) => `${desc ? '-' : ''}${id}`).join(',') || undefined
