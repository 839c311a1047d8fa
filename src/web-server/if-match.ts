import { tellSince } from '../features/activity/actions.ts'
import { type Told, tagOf } from '../kit/thing.ts'
import { AppError, invalid } from '../lib/errors.ts'
import { show } from '../lib/show.ts'
import { isObject } from '../lib/value.ts'
import { type Asked, idIn } from './asked.ts'

const tags = /^\s*"[^"]*"\s*(,\s*"[^"]*"\s*)*$/

/**
 * Refuses an edit of a thing that is another by now than the one its sender saw, as `If-Match` says. Who sends none, or
 * `*`, takes what there is. Throws `edit.stale` with what was done since, and what stands now where they wanted to write.
 */
export async function refuseMisfit(
  { route, ctx, input, ifMatch }: Asked,
  before: Told | undefined,
): Promise<void> {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  if (!route.of || !before) throw wrong('is not taken here: nothing that has an ETag is edited')
  if (!tags.test(ifMatch)) throw wrong('must be the ETag of an answer, in its quotes, or *')
  const given: readonly string[] = ifMatch.match(/"[^"]*"/g) ?? []
  const now = tagOf(before)
  if (given.includes(now)) return
  const seen = { noun: route.of.noun, id: idIn(route, input, ctx), tags: given }
  const since = await tellSince(ctx, seen, now)
  const { name } = before.told ?? before
  const said = [`"${name}" was changed since you read it.`, since, ...standing(before, input)]
  throw new AppError('edit.stale', said.filter((sentence) => sentence !== '').join(' '))
}

/** What a refused edit wanted to write over. */
function standing({ told }: Told, input: unknown): readonly string[] {
  const wanted = isObject(input) && isObject(input.values) ? input.values : {}
  return Object.entries(told?.values ?? {})
    .filter(([key]) => Object.hasOwn(wanted, key))
    .map(([key, value]) => `By now ${key} is ${show(value)}.`)
}

const wrong = (message: string) => invalid([{ field: 'If-Match', message }])
