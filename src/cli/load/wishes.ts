import { z } from 'zod'
import type {
  AbsentPolicy,
  Integration,
  IntegrationPatch,
  Preference,
  Selection,
} from '../../client/integration.ts'
import { invalid } from '../../lib/errors.ts'
import { flag, word } from '../commands/input.ts'
import { dashed } from '../text/dashed.ts'
import { quoted } from '../text/served.ts'

/** What can be chosen of an integration on the command line; what is left out stays, or is the usual. */
export interface Wishes {
  readonly selection?: Selection
  readonly preference?: Preference
  readonly absent?: AbsentPolicy
  readonly instance?: string
  /** The role that everybody who is loaded gets. */
  readonly role?: string
}

const absentPolicies = ['mark', 'deactivate', 'leave'] as const satisfies readonly AbsentPolicy[]

/** The flags of wishes, the same where an integration is made and where it is edited. */
export const wishFlags = z.object({
  withAccounts: flag,
  userOnly: flag,
  withSoftware: flag,
  hardwareOnly: flag,
  createAndUpdate: flag,
  createOnly: flag,
  updateOnly: flag,
  absent: z.enum(absentPolicies).optional(),
  instance: word.optional(),
  role: word.optional(),
})

/** What they mean. */
export const wishOptions = {
  '--with-accounts': 'people and their SaaS users (the usual)',
  '--user-only': 'people without their SaaS users',
  '--with-software': 'of devices: hardware and the software on it (the usual)',
  '--hardware-only': 'of devices: without their software',
  '--create-and-update': 'create people or devices and update them (the usual)',
  '--create-only': 'create, never update',
  '--update-only': 'update, never create',
  '--absent <policy>': 'SaaS users that are gone: mark (the usual), deactivate or leave',
  '--instance <label>': 'tells two instances of one application apart',
  '--role <role>': 'the role of people who are loaded (Employee)',
}

const selections = {
  withAccounts: 'user_and_saas_user',
  userOnly: 'user',
  withSoftware: 'device_and_software',
  hardwareOnly: 'device',
} as const
const preferences = { createAndUpdate: 'create_update', createOnly: 'create', updateOnly: 'update' } as const

/** The wishes that flags stand for. Throws `input.invalid` for flags that contradict each other. */
export function wishesOf(flags: z.output<typeof wishFlags>): Wishes {
  const { absent, instance, role } = flags
  const [selection, preference] = [chosen(flags, selections), chosen(flags, preferences)]
  const wishes = Object.entries({ selection, preference, absent, instance, role })
  return Object.fromEntries(wishes.filter(([, value]) => value !== undefined))
}

/** What of the wishes is not so already. */
export function unlike(integration: Integration, wishes: Wishes): Wishes {
  const now = { ...integration, role: roleOf(integration) }
  // The keys of wishes are those that wishes have.
  const differs = ([key, value]: [string, string]) => now[key as keyof Wishes] !== value
  return Object.fromEntries(Object.entries(wishes).filter(differs))
}

/** The edit that makes an integration as wished: saving what does not differ would be a change, too. */
export function patchOf(integration: Integration, wishes: Wishes): IntegrationPatch {
  const { role, ...plain } = unlike(integration, wishes)
  if (role === undefined) return plain
  const { mapping } = integration
  const others = mapping.entries.filter(({ target }) => target !== 'role')
  return { ...plain, mapping: { ...mapping, entries: [...others, roleEntry(role)] } }
}

/** The line of a mapping that gives everybody this role. */
export const roleEntry = (role: string) =>
  ({ target: 'role', source: { kind: 'constant', value: role } }) as const

/** Wishes as they are typed. */
export function wishesText({ selection, preference, absent, instance, role }: Wishes): string {
  return [
    ...[flagOf(selections, selection), flagOf(preferences, preference)].flat(),
    ...Object.entries({ absent, instance, role }).map(
      ([name, value]) => value && `--${name} ${quoted(value)}`,
    ),
  ]
    .filter(Boolean)
    .join(' ')
}

function roleOf({ mapping }: Integration): string | undefined {
  const source = mapping.entries.find(({ target }) => target === 'role')?.source
  return source?.kind === 'constant' ? String(source.value) : undefined
}

type Flags = Readonly<Record<string, unknown>>

function chosen<V extends string>(flags: Flags, values: Readonly<Record<string, V>>): V | undefined {
  const [first, second] = Object.keys(values).filter((name) => flags[name])
  if (first && second)
    throw invalid([{ field: dashed(first), message: `excludes ${dashed(second)}; choose one` }])
  return first === undefined ? undefined : values[first]
}

function flagOf(values: Readonly<Record<string, string>>, wanted: string | undefined): string[] {
  const names = Object.keys(values).filter((name) => values[name] === wanted)
  return names.map(dashed)
}
