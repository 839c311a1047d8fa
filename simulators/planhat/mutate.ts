import { choose, chooseGone, existing } from './choose.ts'
import { draw, drawFraction, pick } from './draw.ts'
import type { JsonObject } from './json.ts'
import type { Mutation, Touched, Who } from './mutation.ts'
import { inventName } from './names.ts'
import { roles } from './roles.ts'
import { isHere, type Roster, userAt } from './roster.ts'
import { isUser, permissionsOf, type User } from './users.ts'

type Wanted = Required<Mutation>
type Verb = keyof Wanted
/** What one kind of change does; it gives the indices it touched. */
type Change<V extends Verb> = (roster: Roster, wanted: Wanted[V]) => readonly number[]

type Changes = { readonly [V in Verb]: Change<V> }

const salt = { role: 82, zone: 83 }
// Later than any generated updatedAt.
const firstChange = Date.UTC(2026, 9, 1)

const changes: Changes = {
  rename: patching((user, dice) => ({
    lastName: another(inventName(dice.seed, dice.index).family.written, user.lastName),
  })),
  changeRole: patching(newRole),
  deactivate: patching(
    () => ({ inactive: true }),
    (user) => user.inactive !== true,
  ),
  reactivate: patching(
    () => ({ inactive: false }),
    (user) => user.inactive !== false,
  ),
  add: addUsers,
  remove: (roster, who) => choose(roster, who).map((index) => leave(roster, index)),
  return: (roster, who) => chooseGone(roster, who).filter((index) => roster.gone.delete(index)),
  set: (roster, patches) => patches.map(({ id, patch }) => setUser(roster, id, patch)),
  swapEmails,
  change: changeFraction,
}

/** Changes the tenant, the same way for the same seed and history, and tells the indices and ids touched. */
export function mutateRoster(roster: Roster, mutation: Mutation): { indices: Set<number>; touched: Touched } {
  const indices = new Set<number>()
  const touched: Partial<Record<Verb, readonly string[]>> = {}
  for (const verb of verbs) {
    const hit = makeChange(roster, mutation, verb)
    if (hit === undefined) continue
    roster.version++
    touched[verb] = hit.map((index) => userAt(roster, index)._id)
    for (const index of hit) indices.add(index)
  }
  return { indices, touched }
}

// The table has exactly the verbs of the type; Object.keys forgets them.
const verbs = Object.keys(changes) as readonly Verb[]

/** Whether a mutation can have a part of this name. */
export function isVerb(name: string): boolean {
  return Object.hasOwn(changes, name)
}

function makeChange<V extends Verb>(
  roster: Roster,
  mutation: Mutation,
  verb: V,
): readonly number[] | undefined {
  // Without the undefined just ruled out, which the compiler cannot take from an indexed type.
  const wanted = mutation[verb] as Wanted[V] | undefined
  return wanted === undefined ? undefined : changes[verb](roster, wanted)
}

interface Dice {
  readonly seed: number
  readonly index: number
}

function patching(patch: (user: User, dice: Dice) => JsonObject, fits: (user: User) => boolean = () => true) {
  return (roster: Roster, who: Who): readonly number[] => {
    const seed = roster.print.seed + roster.version + 1
    return choose(roster, who, fits).map((index) =>
      cover(roster, index, patch(userAt(roster, index), { seed, index })),
    )
  }
}

function cover(roster: Roster, index: number, patch: JsonObject): number {
  const updatedAt = new Date(firstChange + roster.version * 1000).toISOString()
  roster.patches.set(index, { ...roster.patches.get(index), updatedAt, ...patch })
  return index
}

function newRole(user: User, { seed, index }: Dice): JsonObject {
  const current = JSON.stringify(user.roles)
  const others = roles.map(({ _id }) => _id).filter((id) => current !== JSON.stringify([id]))
  const chosen = [pick(others, draw(seed, index, salt.role))]
  return { roles: chosen, permissions: permissionsOf(chosen) }
}

function addUsers(roster: Roster, wanted: number | readonly User[]): readonly number[] {
  if (typeof wanted !== 'number' && !wanted.every(isUser))
    throw new RangeError('Every added user needs an _id')
  const first = roster.made
  const count = typeof wanted === 'number' ? wanted : wanted.length
  roster.made += count
  for (const [place, user] of typeof wanted === 'number' ? [] : wanted.entries())
    roster.handed.set(first + place, user)
  return Array.from({ length: count }, (_, place) => first + place)
}

function leave(roster: Roster, index: number): number {
  roster.gone.add(index)
  return index
}

function setUser(roster: Roster, id: string, patch: JsonObject): number {
  if (patch._id !== undefined) throw new RangeError('The id of a user cannot be set')
  return cover(roster, existing(roster, id), patch)
}

function swapEmails(roster: Roster, [one, other]: readonly [string, string]): readonly number[] {
  const [a, b] = [existing(roster, one), existing(roster, other)]
  const [emailA, emailB] = [userAt(roster, a).email, userAt(roster, b).email]
  return [cover(roster, a, { email: emailB }), cover(roster, b, { email: emailA })]
}

function changeFraction(roster: Roster, fraction: number): readonly number[] {
  if (!(fraction > 0 && fraction <= 1)) throw new RangeError('change is a fraction above 0, at most 1')
  const step = Math.round(1 / fraction)
  const seed = roster.print.seed + roster.version + 1
  const touched: number[] = []
  for (let index = 0; index < roster.made; index += step) {
    if (!isHere(roster, index)) continue
    const firstName = another(inventName(seed, index).given.written, userAt(roster, index).firstName)
    touched.push(
      cover(roster, index, {
        firstName,
        tzOffset: Math.floor(drawFraction(seed, index, salt.zone) * 25) - 11,
      }),
    )
  }
  return touched
}

function another(name: string, current: unknown): string {
  return name === current ? `${name}-New` : name
}
