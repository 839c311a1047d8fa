import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import type { Sql } from '../../kit/list/column.ts'
import type { Sight } from '../../kit/list/sight.ts'
import { searchOf } from '../../kit/record/account-search.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { bareIds, queueChosen } from '../bulk-edits/actions.ts'
import { allOfList } from '../bulk-edits/store.ts'
import { personNamed, sight } from '../people/actions.ts'
import type { RunRow } from '../runs/store.ts'
import { saasUserList } from '../saas-users/store.ts'
import type { SaasUserLinks } from './schema.ts'
import { saasUsersOfIds } from './store.ts'

type Asked = z.output<typeof SaasUserLinks>

/** Queues the run that shows whose many SaaS users become. Throws `input.invalid` and `not.allowed`. */
export async function askLinks(
  ctx: Ctx,
  { saasUsers, to, personId: id, noPersonReason }: Asked,
): Promise<RunRow> {
  if ((id !== null) !== (to === 'person'))
    throw invalid([{ field: 'personId', message: 'is named where they become one person’s, and only there' }])
  if (noPersonReason !== null && to !== 'nobody')
    throw invalid([{ field: 'noPersonReason', message: 'is said only where they become nobody’s' }])
  const seen = await sightOfAll(ctx)
  const personId = (await personNamed(ctx, 'personId', id)) ?? null
  const edit = { act: 'updated', values: {}, giveBack: [], link: { to, personId, noPersonReason } } as const
  return queueChosen(ctx, edit, { named: 'saasUsers', chosen: await chosenOf(ctx, saasUsers, seen) })
}

/** Accounts are matched with everybody, so everybody has to be seen. */
async function sightOfAll(ctx: Ctx): Promise<Sight> {
  const seen = await sight(ctx)
  if (!ctx.actor.rights.has('saas-users:read'))
    throw new AppError('not.allowed', 'This needs the right "saas-users:read", too')
  if (seen.sees || !seen.names)
    throw new AppError(
      'not.allowed',
      'Only whoever sees everybody, and their names, links many SaaS users at once',
    )
  return seen
}

async function chosenOf({ db }: Ctx, asked: Asked['saasUsers'], seen: Sight): Promise<Sql> {
  if ('ids' in asked) return saasUsersOfIds(bareIds('usr', asked.ids))
  const { search, applicationId, but, ...wish } = asked
  const list = saasUserList(db, {
    vendor: undefined,
    applicationId: applicationId === undefined ? undefined : bareId('app', applicationId),
    unmatched: undefined,
    search: await searchOf(db, search, seen),
    sight: seen,
  })
  return allOfList(
    list,
    'label',
    { ...wish, zone: db.zone },
    but.map((id) => bareId('usr', id)),
  )
}
