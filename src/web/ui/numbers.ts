const whole = new Intl.NumberFormat('en')

/** A count, as in 12,345. */
export const countText = (count: number): string => whole.format(count)

/** What so many are called. */
export const nounFor = (count: number, noun: string, many = `${noun}s`): string => (count === 1 ? noun : many)

/** A count with its noun, as in "1 record" or "2,000 records". */
export const countOf = (count: number, noun: string, many = `${noun}s`): string =>
  `${countText(count)} ${nounFor(count, noun, many)}`
