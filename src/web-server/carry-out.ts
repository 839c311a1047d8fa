import type { PoolClient } from 'pg'
import { inTransaction } from '../db/transaction.ts'
import { withinTransaction } from '../db/within-transaction.ts'
import { noteAct } from '../features/activity/actions.ts'
import type { Act } from '../features/activity/rules.ts'
import type { Route } from '../kit/route.ts'
import { differences, type Thing, type Told, tagOf } from '../kit/thing.ts'
import { isObject } from '../lib/value.ts'
import { type Answer, type Asked, idIn } from './asked.ts'
import { refuseMisfit } from './if-match.ts'
import { claimOrAnswer, keepAnswer, type Repeatable, repeatableOf, whileClaimed } from './repeatable.ts'

/** Does what a route is for, and answers what it may say. All that an unsafe route writes is one transaction. */
export function carryOut(asked: Asked): Promise<Answer> {
  if (asked.route.method === 'get') return look(asked)
  const request = repeatableOf(asked)
  if (asked.route.callsOut) return callOut(asked, request)
  return inTransaction(asked.ctx.db.pool, async (client) => {
    await waitBriefly(client)
    const earlier = request && (await claimOrAnswer(client, request))
    return earlier ?? write(asked, { client, request })
  })
}

/** Somebody waits for the answer: what another holds for longer is `database.locked`. */
async function waitBriefly(client: PoolClient): Promise<void> {
  await client.query(`set local lock_timeout = '2s'`)
}

/** The tag is read first: should an edit come in between, it is the tag of before, and an edit with it is refused. */
async function look({ route, ctx, input }: Asked): Promise<Answer> {
  const tag = route.of && tagOf(await route.of.read(ctx, idIn(route, input, ctx)))
  const answer = await route.run(ctx, input, await route.ask?.(ctx, input))
  return { body: route.form === 'json' ? route.output.parse(answer) : answer, tag }
}

/** Asks outside, writes, and tells outside, in this order: whatever becomes of it, what is written is written whole. */
async function callOut(asked: Asked, request: Repeatable | undefined): Promise<Answer> {
  const { route, ctx, input } = asked
  const { pool } = ctx.db
  const work = async () => {
    const found = await route.ask?.(ctx, input)
    const answer = await inTransaction(pool, async (client) => {
      await waitBriefly(client)
      return write(asked, { client, request, found })
    })
    return route.tell
      ? { ...answer, body: route.output.parse(await route.tell(ctx, answer.body, found)) }
      : answer
  }
  if (!request) return work()
  return (await claimOrAnswer(pool, request)) ?? whileClaimed(pool, request, work)
}

interface Writing {
  readonly client: PoolClient
  readonly request: Repeatable | undefined
  /** What was asked outside. */
  readonly found?: unknown
}

/** Does it with its act, which comes last, and keeps the answer. */
async function write(asked: Asked, { client, request, found }: Writing): Promise<Answer> {
  const ctx = { ...asked.ctx, db: withinTransaction(client, asked.ctx.db) }
  const { answer, act } = await edit({ ...asked, ctx }, found)
  if (act) await noteAct(client, ctx, act)
  if (request) await keepAnswer(client, request, answer)
  return answer
}

interface Edited {
  readonly answer: Answer
  readonly act: Act | undefined
}

async function edit(asked: Asked, found: unknown): Promise<Edited> {
  const { route, ctx, input } = asked
  const before = route.of && (await readAlone(route.of, asked))
  await refuseMisfit(asked, before)
  const body = route.output.parse(await route.run(ctx, input, found))
  const after = await readAfter(asked, body)
  const tag = after?.told && tagOf(after.told)
  return { answer: { body, tag }, act: actOf(asked, { before, after, tag }) }
}

interface Around {
  readonly before: Told | undefined
  readonly after: { readonly id: string; readonly told?: Told } | undefined
  readonly tag: string | undefined
}

/** What was done, for activity. An edit that changed nothing is none. */
function actOf({ route, input }: Asked, { before, after, tag }: Around): Act | undefined {
  const changes = differences(before, after?.told)
  const isNone = route.act?.endsWith('.edited') && Object.keys(changes).length === 0
  if (!route.act || isNone) return undefined
  const told = after?.told ?? before
  const looked = isObject(input) && typeof input.digest === 'string' ? input.digest : undefined
  return {
    act: route.act,
    changes,
    digest: told?.digest ?? looked ?? null,
    ...(after && told ? { thing: { id: after.id, name: told.name } } : {}),
    ...(tag ? { tag } : {}),
  }
}

/** The thing as it is before; nobody else edits it by its routes until the transaction ends. */
async function readAlone(of: Thing, { route, ctx, input }: Asked): Promise<Told> {
  const id = idIn(route, input, ctx)
  await ctx.db.pool.query('select pg_advisory_xact_lock(hashtextextended($1, 8))', [`${of.noun} ${id}`])
  return of.read(ctx, id)
}

/** The thing as it is afterwards, or what was made; of one that was deleted, only its id. */
async function readAfter({ route, ctx, input }: Asked, body: unknown): Promise<Around['after']> {
  const { of, makes } = route
  const id = of ? idIn(route, input, ctx) : idOf(body, makes)
  const kind = of ?? makes
  if (!kind || id === undefined) return undefined
  return isGone(route) ? { id } : { id, told: await kind.read(ctx, id) }
}

/** Whether a route deletes the thing itself, and not something of it. */
const isGone = ({ method, path }: Route): boolean => method === 'delete' && /:\w+$/.test(path)

/** The id of what was made: of the answer, or of what it has under the thing's own name beside a secret. */
function idOf(body: unknown, makes: Thing | undefined): string | undefined {
  if (!isObject(body)) return undefined
  const { id, key } = body
  const found = id ?? key
  return typeof found === 'string' ? found : makes && idOf(body[makes.noun], undefined)
}
