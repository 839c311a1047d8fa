const whole = new Intl.NumberFormat('en')

/** A count, as in 12,345. */
export const countText = (count: number): string => whole.format(count)

/** A count with its noun, as in "1 record" or "2,000 records". */
export const countOf = (count: number, noun: string, many = `${noun}s`): string =>
  `${countText(count)} ${count === 1 ? noun : many}`
