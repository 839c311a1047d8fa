import { dayText, timeText } from '../iso-time.ts'
import { PipeError } from '../pipe-error.ts'
import { shorten } from '../show.ts'

const tokens = /YYYY|MMM|MM|DD|HH|mm|ss|./gsu
const widths: Readonly<Record<string, readonly string[]>> = {
  YYYY: ['YYYY'],
  MMM: ['NNN'],
  MM: ['MM'],
  M: ['M', 'MM'],
  DD: ['DD'],
  D: ['D', 'DD'],
  HH: ['HH'],
  mm: ['mm'],
  ss: ['ss'],
}
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const longestFormat = 40

/** One exact way in which a format can be filled; both texts have its length. */
interface Layout {
  /** The part each character belongs to: Y M D H m s, N for a letter of a month's name, = for fixed text. */
  readonly slots: string
  /** The fixed text where `slots` has =. */
  readonly fixed: string
}

/**
 * A reader of dates written in one of these formats, tried in order; times are taken as UTC. Throws `PipeError`
 * for a format that cannot be understood, and for formats in which the same text could be read two ways.
 */
export function dateReader(formats: readonly string[]): (text: string) => string | undefined {
  const layouts = formats.flatMap(layoutsOf)
  refuseAmbiguous(layouts, formats)
  return (text) => {
    for (const layout of layouts) {
      const date = layout.slots.length === text.length ? readAs(layout, text) : undefined
      if (date !== undefined) return date
    }
    return undefined
  }
}

function layoutsOf(format: string): readonly Layout[] {
  const found = format.length > longestFormat ? [] : (format.match(tokens) ?? [])
  refuseIncomplete(format, found)
  let layouts: readonly Layout[] = [{ slots: '', fixed: '' }]
  for (const token of found) {
    const fills = widths[token] ?? [fixedSlot(format, token)]
    layouts = layouts.flatMap(({ slots, fixed }) =>
      fills.map((fill) => ({
        slots: slots + fill,
        fixed: fixed + token.padEnd(fill.length).slice(0, fill.length),
      })),
    )
  }
  return layouts
}

function fixedSlot(format: string, token: string): string {
  if (/[\p{L}\p{N}]/u.test(token) && token !== 'T' && token !== 'Z')
    throw new PipeError(
      `"${shorten(token)}" in the date format "${shorten(format)}" has no meaning; use YYYY MM DD M D MMM HH mm ss`,
    )
  return '='.repeat(token.length)
}

function refuseIncomplete(format: string, found: readonly string[]): void {
  const parts = found
    .filter((token) => Object.hasOwn(widths, token))
    .map((token) => widths[token]?.[0]?.at(0))
  const has = (part: string) => parts.includes(part)
  const complete = has('Y') && has('D') && has('M') !== has('N')
  const nested = (has('H') || !has('m')) && (has('m') || !has('s'))
  if (!complete || !nested || new Set(parts).size < parts.length)
    throw new PipeError(
      `"${shorten(format)}" is no date format; it needs YYYY, a month (MM, M or MMM) and a day (DD or D), once each, and may have HH, HH:mm or HH:mm:ss`,
    )
}

/** What a text looks like to a reader who does not know the format: digits, letters and fixed text. */
function shapeOf({ slots, fixed }: Layout): string {
  return Array.from(slots, (slot, i) => (slot === '=' ? fixed.charAt(i) : slot === 'N' ? 'N' : '9')).join('')
}

function refuseAmbiguous(layouts: readonly Layout[], formats: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const layout of layouts) {
    const shape = shapeOf(layout)
    const other = seen.get(shape) ?? layout.slots
    if (other !== layout.slots)
      throw new PipeError(
        `The same text could be read two ways by ${formats.map((format) => `"${shorten(format)}"`).join(' and ')}; keep one of them`,
      )
    seen.set(shape, other)
  }
}

function readAs({ slots, fixed }: Layout, text: string): string | undefined {
  const parts = { Y: 0, M: 0, D: 0, H: 0, m: 0, s: 0 }
  let name = ''
  for (let i = 0; i < text.length; i++) {
    const slot = slots.charAt(i)
    const char = text.charAt(i)
    if (slot === 'N') name += char.toLowerCase()
    else if (isPart(slot) && char >= '0' && char <= '9') parts[slot] = parts[slot] * 10 + Number(char)
    else if (slot !== '=' || char !== fixed.charAt(i)) return undefined
  }
  const date = dayText(parts.Y, name === '' ? parts.M : months.indexOf(name) + 1, parts.D)
  if (date === undefined || !slots.includes('H')) return date
  return timeText(date, { hour: parts.H, minute: parts.m, second: parts.s })
}

function isPart(slot: string): slot is 'Y' | 'M' | 'D' | 'H' | 'm' | 's' {
  return slot !== '=' && slot !== 'N'
}
