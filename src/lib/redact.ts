import { Secret } from './secret.ts'
import { isObject, type Json } from './value.ts'

/** Removes every secret it has learned from texts on their way out: logs, reports, answers. */
export interface Redactor {
  /** From now on this secret is removed. One of fewer than 6 characters is not learned: it would hit ordinary words. */
  learn(secret: string | Secret): void
  /** The text with `[secret]` where a learned secret stood, plain or in a usual encoding. */
  clean(text: string): string
}

const mark = '[secret]'
const shortest = 6
/** Of a longer form this many characters are recognised even when the rest was cut off. */
const telling = 12
/** The secrets learned longest ago are forgotten, so that a server that runs for years stays bounded. */
const mostSecrets = 1000
const longestText = 1024 * 1024

type Forms = ReadonlySet<string>

/** A redactor that knows no secret yet. Texts over 1 Mi characters are withheld as a whole. */
export function redactor(): Redactor {
  const known = new Map<string, Forms>()
  // Forms by their first characters: the cost of cleaning depends on the text, not on how many secrets there are.
  let byHead: ReadonlyMap<string, readonly string[]> | undefined
  return {
    learn: (secret) => {
      const plain = (secret instanceof Secret ? secret.open() : secret).trim()
      if (plain.length < shortest) return
      byHead = known.has(plain) ? byHead : undefined
      const forms = known.get(plain) ?? formsOf(plain)
      known.delete(plain)
      known.set(plain, forms)
      dropOldest(known)
    },
    clean: (text) => {
      if (text.length > longestText) return `[${text.length} characters, too many to check for secrets]`
      byHead ??= headsOf(known.values())
      return byHead.size === 0 ? text : replaceForms(text, byHead)
    },
  }
}

/** The same value with every text in it cleaned, names of properties and numbers included. */
export function cleanJson(value: Json, clean: Redactor['clean']): Json {
  if (typeof value === 'string') return clean(value)
  if (typeof value === 'number') {
    const text = String(value)
    return clean(text) === text ? value : mark
  }
  if (Array.isArray(value)) return value.map((item) => cleanJson(item, clean))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), cleanJson(item, clean)]))
}

function dropOldest(known: Map<string, Forms>): void {
  const [oldest] = known.keys()
  if (known.size > mostSecrets && oldest !== undefined) known.delete(oldest)
}

/** How a secret may look when it comes out somewhere. */
function formsOf(plain: string): Forms {
  const bytes = Buffer.from(plain)
  const json = JSON.stringify(plain).slice(1, -1)
  const percent = encodeURIComponent(plain.toWellFormed())
  const form = new URLSearchParams([[plain, '']]).toString().slice(0, -1)
  const hex = bytes.toString('hex')
  const escaped = [json, JSON.stringify(json).slice(1, -1), json.replaceAll('/', '\\/'), asciiJson(json)]
  const encoded = [percent, lowerPercent(percent), form, lowerPercent(form), encodeURI(plain.toWellFormed())]
  const ending = plain.length >= 2 * telling ? [plain.slice(-telling)] : []
  const all = [plain, ...escaped, ...encoded, hex, hex.toUpperCase(), ...base64Forms(bytes), ...ending]
  return new Set(all.filter((text) => text.length >= shortest))
}

function asciiJson(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function lowerPercent(text: string): string {
  return text.replace(/%../g, (byte) => byte.toLowerCase())
}

/** A secret inside something longer that is base64 looks different for each of three places to begin at. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
    // Only characters all of whose 6 bits are the secret's; those at the edges mix with the neighbours.
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor((whole.length * 8) / 6)
    return [whole.toString('base64').slice(from, to), whole.toString('base64url').slice(from, to)]
  })
}

function headsOf(known: Iterable<Forms>): ReadonlyMap<string, readonly string[]> {
  const heads = new Map<string, string[]>()
  for (const forms of known)
    for (const form of forms) {
      const head = form.slice(0, shortest)
      const same = heads.get(head)
      if (same) same.push(form)
      else heads.set(head, [form])
    }
  return heads
}

function replaceForms(text: string, byHead: ReadonlyMap<string, readonly string[]>): string {
  let out = ''
  // `text` is copied up to `copied`; where a found stretch overlaps another, both go.
  let copied = 0
  for (let at = 0; at <= text.length - shortest; at++) {
    const forms = byHead.get(text.slice(at, at + shortest))
    const length = forms ? longestFound(text, at, forms) : 0
    if (length === 0) continue
    if (at >= copied) out += text.slice(copied, at) + mark
    copied = Math.max(copied, at + length)
  }
  return out + text.slice(copied)
}

function longestFound(text: string, at: number, forms: readonly string[]): number {
  let longest = 0
  for (const form of forms) {
    const length = commonLength(text, at, form)
    const enough = length === form.length || (length >= telling && form.length >= 2 * telling)
    if (enough && length > longest) longest = length
  }
  return longest
}

function commonLength(text: string, at: number, form: string): number {
  let length = shortest
  while (length < form.length && text[at + length] === form[length]) length++
  return length
}
