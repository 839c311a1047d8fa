const decimal = /^-?\d+(?:\.\d+)?$/

/** Whether a number still is what its sender wrote: beyond 2^53 digits were already lost while reading JSON. */
export function isExact(number: number): boolean {
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER
}

/** A number as plain digits, or `undefined` when it has no exact plain form (too large, too small, not finite). */
export function numberText(number: number): string | undefined {
  const text = String(number)
  return isExact(number) && decimal.test(text) ? text : undefined
}

/** The number a text spells in its one plain form: "12", "-8", "5.5", but not "007", "1e3", "5.50" or "1,000". */
export function readNumber(text: string): number | undefined {
  const number = Number(text)
  return numberText(number) === text ? number : undefined
}
