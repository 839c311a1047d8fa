/** Texts as a PostgreSQL array: several times quicker than the driver's own way, which asks of each element what it is. */
export function textArray(texts: readonly string[]): string {
  return `{${texts.map(quoted).join(',')}}`
}

const special = /["\\]/

function quoted(text: string): string {
  return special.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}
