import { draw, drawFraction, pick } from './draw.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { inventName } from './names.ts'
import { type Blueprint, createdSecond, objectId } from './object-id.ts'
import { administrator, csm, developer, manager, roles, teamIds } from './roles.ts'

/** A team member of the simulated tenant, with every property; what is sent of it is up to the projection. */
export interface User extends JsonObject {
  readonly _id: string
}

const salt = {
  inactive: 31,
  removed: 32,
  hidden: 33,
  noLastName: 34,
  noEmail: 35,
  zone: 36,
  noZone: 37,
  part: 38,
  roles: 39,
  secondRole: 40,
  thirdRole: 41,
  managed: 42,
  boss: 43,
  teams: 44,
  team: 45,
  sender: 46,
  updated: 47,
  version: 48,
  custom: 49,
  notified: 50,
  nick: 51,
  external: 52,
  millisecond: 53,
} as const

const domains = ['example.com', 'example.com', 'example.org', 'example.net']
const jobs = ['CSM', 'Account Manager', 'Onboarding', 'Support', 'Solutions', 'Operations']
// A CSM is by far the most common member of a customer-success tenant.
const firstRoles = [csm, csm, csm, csm, csm, manager, ...roles.slice(4).map((role) => role._id)]
const halves = [0.5, 0.75]

/** User `index` of the tenant: the same for the same blueprint, whoever asks and in whatever order. */
export function generateUser(print: Blueprint, index: number): User {
  const dice = (what: keyof typeof salt) => draw(print.seed, index, salt[what])
  const chance = (what: keyof typeof salt, of: number) => drawFraction(print.seed, index, salt[what]) < of
  const name = inventName(print.seed, index)
  const created = createdSecond(print, index) * 1000 + (dice('millisecond') % 1000)
  const createDate = new Date(created).toISOString()
  const roleIds = pickRoles(dice)
  return {
    _id: objectId(print, index),
    email: chance('noEmail', 0.01) ? null : emailOf(name.given.letters, name.family.letters, index),
    nickName: chance('nick', 0.3)
      ? `${name.given.written} ${[...name.family.written][0]}`
      : name.given.written,
    firstName: name.given.written,
    lastName: chance('noLastName', 0.03) ? '' : name.family.written,
    externalId: chance('external', 0.9) ? `hr-${index}` : undefined,
    type: 'user',
    inactive: chance('inactive', 0.08),
    removed: chance('removed', 0.02),
    isHidden: chance('hidden', 0.01),
    isExposedAsSenderOption: chance('sender', 0.5),
    notificationsEnabled: chance('notified', 0.9),
    tzOffset: chance('noZone', 0.1) ? undefined : zone(dice('zone'), dice('part')),
    roles: roleIds,
    permissions: permissionsOf(roleIds),
    managers: chance('managed', 0.7) ? [bossId(print, index, dice('boss'))] : [],
    teams: dice('teams') % 3 === 0 ? [] : [teamId(dice('team'))],
    image: { path: '' },
    custom: { Role: pick(jobs, dice('custom')), 'Cost Center': `C-${100 + (dice('custom') % 40)}` },
    createDate,
    createdAt: createDate,
    updatedAt: new Date(created + (dice('updated') % (200 * 86_400)) * 1000).toISOString(),
    __v: dice('version') % 40,
  }
}

/** Users handed over from outside must be objects with an id of their own. */
export function isUser(value: unknown): value is User {
  return isObject(value) && typeof value._id === 'string' && value._id !== ''
}

/** The index in a generated address, so that a look-up by e-mail need not scan. */
export function indexOfEmail(email: string): number | undefined {
  const digits = /\.(\d+)@/.exec(email)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

// The index in it keeps addresses unique.
function emailOf(given: string, family: string, index: number): string {
  return `${given}.${family}.${index}@${pick(domains, index)}`
}

// Hours east of UTC: whole, and now and then a half or three quarters as in India and Nepal.
function zone(whole: number, part: number): number {
  const hours = (whole % 26) - 11
  return part % 10 === 0 && hours < 14 ? hours + pick(halves, part >>> 8) : hours
}

function pickRoles(dice: (what: 'roles' | 'secondRole' | 'thirdRole') => number): readonly string[] {
  const chosen = new Set([pick(firstRoles, dice('roles'))])
  const more = dice('secondRole') % 100
  if (more < 4) chosen.add(administrator)
  else if (more < 10) chosen.add(developer)
  else if (more < 25) chosen.add(pick(roles.slice(4), dice('roles') >>> 8)._id)
  if (dice('thirdRole') % 20 === 0) chosen.add(manager)
  return [...chosen]
}

/** The legacy flags that go with these roles. */
export function permissionsOf(roleIds: readonly string[]): Json {
  const admin = roleIds.includes(administrator)
  return {
    admin,
    developer: roleIds.includes(developer),
    changeOwner: admin || roleIds.includes(manager),
    onlyMyPortfolio: roleIds.length === 1 && roleIds[0] === csm,
  }
}

// About one in thirty points to somebody who is not there (any more), as real tenants do.
function bossId(print: Blueprint, index: number, drawn: number): string {
  if (drawn % 30 === 0) return `00000000000000000000${(drawn & 0xffff).toString(16).padStart(4, '0')}`
  return objectId(print, Math.floor(index / 8))
}

function teamId(drawn: number): string {
  return drawn % 40 === 0 ? '5dffffffffffffffffffffff' : pick(teamIds, drawn >>> 8)
}
