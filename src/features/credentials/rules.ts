import type { z } from 'zod'
import type { Connector } from '../../connect/manifest.ts'
import { allowedOrigins, settingProblems } from '../../connect/settings.ts'
import { AppError, type Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import type { Binding } from '../../vault/binding.ts'
import type { CredentialAnswer } from './schema.ts'
import type { CredentialRow } from './store.ts'

export type Values = Readonly<Record<string, string>>

/** Settings as a person entered them, taken apart by what may be shown again. */
export interface Entered {
  readonly open: Values
  readonly secrets: Values
}

/** Tells what may be shown of the settings that were typed from what is sealed; what was left empty is as usual. */
export function takeApart({ settings }: Pick<Connector, 'settings'>, values: Values): Entered {
  const entries = Object.entries(values).map(
    ([key, value]) => [key, value.trim() || (settings[key]?.default ?? '')] as const,
  )
  const isSecret = ([key]: readonly [string, string]) => settings[key]?.kind === 'secret'
  return {
    open: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secrets: Object.fromEntries(entries.filter(isSecret)),
  }
}

/** Every setting of a connector; those that were not entered by their defaults, because what is bound must also be kept. */
export const complete = ({ settings }: Pick<Connector, 'settings'>, values: Values): Values =>
  Object.fromEntries(Object.keys(settings).map((key) => [key, values[key] ?? '']))

/** What a credential's secrets belong to: they open for nothing else. */
export const bindingOf = ({
  id,
  connector,
  origins,
}: Pick<CredentialRow, 'id' | 'connector' | 'origins'>): Binding => ({
  credentialId: id,
  connector,
  origins,
})

/** The names of a connector's secrets. */
export const secretKeys = ({ settings }: Pick<Connector, 'settings'>): string[] =>
  Object.keys(settings).filter((key) => settings[key]?.kind === 'secret')

/** What is wrong with a new credential's settings. */
export function newProblems(connector: Connector, values: Values, allow: readonly string[]): Problem[] {
  return atSettings(settingProblems(connector, values, allow))
}

/** An edit of a credential: what is kept of it, and what was entered now. */
export interface Edit {
  readonly connector: Connector
  readonly kept: Pick<CredentialRow, 'settings' | 'origins'>
  readonly entered: Values
}

/**
 * What is wrong with an edit. A secret that was not entered again stays as it is, unless the address
 * changes: otherwise whoever may edit a credential could have its secret sent to himself.
 */
export function editProblems({ connector, kept, entered }: Edit, allow: readonly string[]): Problem[] {
  const values = { ...kept.settings, ...entered }
  const unsaid = secretKeys(connector).filter((key) => !Object.hasOwn(entered, key))
  const problems = settingProblems(connector, values, allow).filter(({ field }) => !unsaid.includes(field))
  if (problems.length > 0) return atSettings(problems)
  if (sameOrigins(allowedOrigins(connector, values), kept.origins)) return []
  const again = 'enter it again: the address changes, and a secret is only sent where it was entered for'
  return atSettings(unsaid.map((field) => ({ field, message: again })))
}

function sameOrigins(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((origin) => b.includes(origin))
}

const atSettings = (problems: readonly Problem[]): Problem[] =>
  problems.map(({ field, message }) => ({ field: `settings.${field}`, message }))

/** Why a credential cannot go while integrations use it. */
export function inUse(name: string, users: readonly string[]): AppError {
  const listed = users.map((user) => `"${user}"`).join(', ')
  return new AppError(
    'conflict',
    `"${name}" is used by ${listed}: give ${users.length === 1 ? 'it' : 'them'} another credential first`,
    { integrations: users },
  )
}

export function present(row: CredentialRow): z.input<typeof CredentialAnswer> {
  return {
    id: publicId('cre', row.id),
    connector: row.connector,
    name: row.name,
    settings: row.settings,
    origins: row.origins,
    fingerprint: row.fingerprint,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresOn: row.expires_on,
  }
}
