const plain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/
const space = /\p{White_Space}/u

/**
 * Text as the directory keeps it: no U+0000 (PostgreSQL refuses it), well-formed Unicode, NFC, and no
 * spaces of any script around it. Zero-width characters stay: they can carry meaning.
 */
export function cleanText(text: string): string {
  if (text === '' || plain.test(text)) return text
  return trimSpaces(text.replaceAll('\0', '').toWellFormed().normalize('NFC'))
}

/** Without the spaces of any script around it; unlike `String.trim` it leaves the zero-width U+FEFF alone. */
export function trimSpaces(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && space.test(text.charAt(start))) start++
  while (end > start && space.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

/** The candidate that a misspelt word was probably meant to be, for "did you mean"; none when all are far off. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 60) return undefined
  const wanted = word.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** How many letters must be added, removed, replaced or swapped with the next to turn one word into the other. */
function editDistance(a: string, b: string): number {
  let above: readonly number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swaps = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = swaps ? (above[j - 2] ?? 0) + 1 : replaced
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    above = row
    row = next
  }
  return row[b.length] ?? 0
}

// Beside U+2028 and U+2029 everything here is invisible; overrides make a text read as another one.
const controls = /[\p{Cc}\u2028\u2029]+/gu
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text from outside in one line that reads as it is, for where a line break would begin something else. */
export function oneLine(text: string): string {
  return text.replace(directions, '').replace(controls, ' ').trim()
}
