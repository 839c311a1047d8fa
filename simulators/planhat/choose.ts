import { draw } from './draw.ts'
import type { Who } from './mutation.ts'
import { indexOfId, isHere, type Roster, userAt } from './roster.ts'
import type { User } from './users.ts'

const salt = 81

/** The indices of so many users that fit, strewn over the whole list, or of those named. */
export function choose(
  roster: Roster,
  who: Who,
  fits: (user: User) => boolean = () => true,
): readonly number[] {
  if (typeof who !== 'number') return who.map((id) => existing(roster, id))
  const chosen: number[] = []
  const start = draw(roster.print.seed, roster.version, salt)
  const stride = roster.made % 7919 === 0 ? 1 : 7919
  for (let tried = 0; tried < roster.made && chosen.length < who; tried++) {
    const index = (start + tried * stride) % roster.made
    if (isHere(roster, index) && fits(userAt(roster, index))) chosen.push(index)
  }
  return chosen
}

/** The index of a user who is listed; throws a `RangeError` for any other id. */
export function existing(roster: Roster, id: string): number {
  const index = indexOfId(roster, id)
  if (index === undefined || !isHere(roster, index)) throw new RangeError(`There is no user ${id}`)
  return index
}

/** The indices of users that left, the first to leave first. */
export function chooseGone(roster: Roster, who: Who): readonly number[] {
  if (typeof who === 'number') return [...roster.gone].slice(0, who)
  return who.flatMap((id) => indexOfId(roster, id) ?? [])
}
