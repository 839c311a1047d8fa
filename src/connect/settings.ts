import { AppError, type Problem } from '../lib/errors.ts'
import { Secret } from '../lib/secret.ts'
import { wayToAllow } from './door/address.ts'
import type { Connector, Setting } from './manifest.ts'

/** A credential's settings as a connector uses them: secrets wrapped, and where they may be sent. */
export interface OpenSettings {
  readonly values: Readonly<Record<string, string | Secret>>
  /** Exact origins, fixed when the credential was saved. */
  readonly origins: readonly string[]
}

const longest = 8_192

/**
 * What is wrong with settings as a person typed them. `allow` is the administrator's list of
 * addresses: an origin on it may be named although it is none of the vendor's hosts.
 */
export function settingProblems(
  connector: Connector,
  values: Readonly<Record<string, string>>,
  allow: readonly string[],
): Problem[] {
  const unknown = Object.keys(values)
    .filter((name) => !Object.hasOwn(connector.settings, name))
    .map((field) => ({ field, message: `${connector.name} has no such setting` }))
  const wrong = Object.entries(connector.settings).flatMap(([field, setting]) => {
    const message = problemOf(setting, trimmed(setting, values[field]), allow)
    return message === undefined ? [] : [{ field, message }]
  })
  return [...unknown, ...wrong]
}

/** Settings that are kept, ready for use: trimmed, defaults filled in, secrets wrapped. */
export function openSettings(connector: Connector, kept: Readonly<Record<string, string>>): OpenSettings {
  const values = Object.fromEntries(
    Object.entries(connector.settings).map(([name, setting]) => {
      const value = trimmed(setting, kept[name])
      return [name, setting.kind === 'secret' ? new Secret(value) : value]
    }),
  )
  return { values, origins: allowedOrigins(connector, kept) }
}

/** The only origins that a credential with these settings may be sent to. */
export function allowedOrigins(connector: Connector, values: Readonly<Record<string, string>>): string[] {
  const plain = Object.entries(connector.settings)
    .filter(([, setting]) => setting.kind !== 'secret')
    .map(([name, setting]) => [name, trimmed(setting, values[name])])
  const base = fillPlain(connector.http.baseUrl, Object.fromEntries(plain))
  if (!URL.canParse(base)) throw notFilled(`"${base}" is not an address`)
  return [new URL(base).origin]
}

/** Where a connector's requests start, without a slash at the end. Throws `input.invalid` when a setting is missing. */
export function baseUrl(connector: Connector, settings: OpenSettings): string {
  return fillPlain(connector.http.baseUrl, settings.values).replace(/\/+$/, '')
}

/** The value of the Authorization header. Throws `input.invalid` when a setting is missing. */
export function authorization(connector: Connector, settings: OpenSettings): Secret {
  const token = fill(connector.http.auth.token, (name) => {
    const value = settings.values[name]
    return value instanceof Secret ? value.open() : value
  })
  return new Secret(`Bearer ${token}`)
}

function fillPlain(template: string, values: OpenSettings['values']): string {
  return fill(template, (name) => {
    const value = values[name]
    if (value instanceof Secret) throw notFilled(`${name} is a secret and cannot be part of an address`)
    return value
  })
}

function fill(template: string, find: (name: string) => string | undefined): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    const value = find(name)
    if (!value) throw notFilled(`the setting ${name} is missing`)
    return value
  })
}

function notFilled(why: string): AppError {
  return new AppError(
    'input.invalid',
    `The credential cannot be used: ${why}. Open it and complete its settings.`,
  )
}

function trimmed(setting: Setting, value: string | undefined): string {
  return value?.trim() || setting.default || ''
}

/** Never quotes a value: it may be a secret. */
function problemOf(setting: Setting, value: string, allow: readonly string[]): string | undefined {
  if (value === '') return `${setting.label} is missing`
  if (value.length > longest) return `${setting.label} is longer than ${longest} characters`
  if (/\p{Cc}/u.test(value))
    return `${setting.label} holds a line break or another control character; paste it again`
  if (setting.kind === 'secret' && !/^[\x20-\x7e]+$/.test(value))
    return `${setting.label} holds a character that no token has, perhaps from a word processor; paste it again`
  return setting.kind === 'origin' ? originProblem(setting, value, allow) : undefined
}

function originProblem(
  { label, hosts = [] }: Setting,
  value: string,
  allow: readonly string[],
): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || (value !== url.origin && value !== `${url.origin}/`))
    return `${label} must be an address such as https://${hosts[0] ?? 'vendor.example'}, with nothing after it`
  if (allow.includes(url.origin)) return undefined
  const isVendors = hosts.some((pattern) => matchesHost(pattern, url.host))
  if (isVendors) return url.protocol === 'https:' ? undefined : `${label} must start with https://`
  return `${label} must be one of ${hosts.join(', ')}, with https. If it is meant, ${wayToAllow(url.origin)}`
}

/** `*` stands for letters, digits and hyphens: never for a dot, so never for somebody else's domain. */
function matchesHost(pattern: string, host: string): boolean {
  const wanted = pattern.split('.')
  const labels = host.split('.')
  return wanted.length === labels.length && wanted.every((part, i) => matchesLabel(part, labels[i] ?? ''))
}

function matchesLabel(pattern: string, label: string): boolean {
  const [before = '', after, ...more] = pattern.split('*')
  if (after === undefined) return pattern === label
  const middle = label.slice(before.length, label.length - after.length)
  return (
    more.length === 0 &&
    label === `${before}${middle}${after}` &&
    middle !== '' &&
    /^[a-z0-9-]+$/.test(middle)
  )
}
