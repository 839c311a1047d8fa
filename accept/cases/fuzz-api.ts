import fc from 'fast-check'
import { rightsOf } from '../../src/features/roles/rules.ts'
import { type Actor, owner } from '../../src/kit/rights.ts'
import { isObject, type JsonObject } from '../../src/lib/value.ts'
import { type Entrance, entranceOf } from '../../src/web-server/entrance.ts'
import { openHttp } from '../../src/web-server/http.ts'
import { routes } from '../../src/web-server/routes.ts'
import { openTemplate } from '../../test/template.ts'
import type { World } from '../../test/world.ts'
import { type Fault, judgeBy } from '../harness/api-judge.ts'
import { type Material, operationsOf, type Request, requestsOf } from '../harness/api-requests.ts'
import { openBrakeStage } from '../harness/brake-stage.ts'
import type { Breakage, Case, Context } from '../harness/case.ts'
import { digestOf } from '../harness/digest.ts'

/**
 * Requests made from the description of the API, half of them near what it takes and half of them with a flaw, as
 * nobody and as every role. No answer may be a fault of ours, another than is described, or of another shape; nothing
 * flawed may be taken, nobody may do what he lacks the right for, and nothing that is refused may touch the directory.
 */
export const fuzzApi: Case = {
  id: 'A21',
  title: 'fuzzed requests',
  run: async (context) => {
    const { template, close } = await openTemplate()
    const stage = await openBrakeStage(10, template)
    const findings = await fuzz(stage.story.world, context)
    await stage.story.close()
    await close()
    return findings
  },
}

const nobody: Entrance = { ...entranceOf(owner('nobody')), actor: async () => undefined }
const roles = ['administrator', 'editor', 'viewer', 'employee']
const actorOf = (key: string): Actor => ({
  ...owner(key),
  rights: new Set(rightsOf({ key, rights: null })),
  way: { kind: 'token', id: key },
})
const callers = [
  { name: 'nobody', entrance: nobody, actor: undefined },
  ...roles.map((name) => ({ name, entrance: entranceOf(actorOf(name)), actor: actorOf(name) })),
]

type Tally = Record<
  Fault | 'requests' | 'accepted' | 'refused' | 'not_refused_right' | 'digest_changed',
  number
>

async function fuzz(world: World, { scale, seed, progress }: Context) {
  const apps = callers.map((caller) => ({
    ...caller,
    app: openHttp({ parts: world.ctx, routes, entrance: caller.entrance }),
  }))
  const description = (await world.get<JsonObject>('/api/openapi.json')).body
  const material: Material = { description, ids: await idsOf(world) }
  const judge = judgeBy(description)
  const tally: Tally = {
    requests: 0,
    accepted: 0,
    refused: 0,
    '5xx': 0,
    undocumented: 0,
    schema_mismatch: 0,
    negative_accepted: 0,
    tells_too_much: 0,
    not_refused_right: 0,
    digest_changed: 0,
  }
  const broken: Breakage[] = []
  let digest = await digestOf(world.ctx.db.pool, 0)
  for (const [at, request] of sample(material, scale === 'full' ? 10_000 : 400, seed).entries()) {
    const { app, name, actor } = apps[at % apps.length] ?? apps[0] ?? never()
    const { operation, url, headers, payload, flaw } = request
    if (at % 100 === 0) progress(`request ${at}`)
    const answer = await app.inject({
      method: operation.method.toUpperCase() as 'GET',
      url,
      headers,
      ...(payload === undefined ? {} : { payload }),
    })
    const faults: (keyof Tally)[] = [...judge(request, answer)]
    if (!mayAsk(operation.said, actor) && answer.statusCode < 400) faults.push('not_refused_right')
    const after = operation.method === 'get' ? digest : await digestOf(world.ctx.db.pool, 0)
    if (answer.statusCode >= 400 && after !== digest) faults.push('digest_changed')
    digest = after
    tally.requests++
    tally[answer.statusCode < 400 ? 'accepted' : 'refused']++
    for (const fault of faults) {
      tally[fault]++
      broken.push({
        what: `${fault}: ${answer.statusCode} ${answer.body.slice(0, 300)}`,
        point: `${name}: ${operation.method} ${url.slice(0, 300)} ${flaw ?? ''} ${payload?.slice(0, 300) ?? ''}`,
      })
    }
  }
  await Promise.all(apps.map(({ app }) => app.close()))
  return { counts: tally, broken }
}

function never(): never {
  throw new Error('There is nobody to ask')
}

function sample(material: Material, count: number, seed: number): Request[] {
  const each = fc.oneof(
    ...operationsOf(material.description).map((operation) => requestsOf(operation, material)),
  )
  return fc.sample(each, { numRuns: count, seed })
}

function mayAsk(said: JsonObject, actor: Actor | undefined): boolean {
  const needs = said['x-needs']
  if (typeof needs === 'string')
    return actor !== undefined && [...actor.rights].some((right) => right === needs)
  if (!Array.isArray(said.security)) return false
  // Nobody need say who they are; or whoever says so by any of the ways, which no token does where only a session serves.
  return said.security.length === 0 || (actor !== undefined && said.security.length > 1)
}

/** An id of each kind of thing that there is. */
async function idsOf(world: World): Promise<Material['ids']> {
  const lists = routes.filter(({ method, path }) => method === 'get' && !path.includes(':'))
  const found = await Promise.all(
    lists.map(async ({ path }) => {
      const { body } = await world.get<JsonObject>(path)
      const items = isObject(body) && Array.isArray(body.items) ? body.items.filter(isObject) : []
      const ids = items.slice(0, 5).map((item) => String(item.id ?? item.key ?? 'missing'))
      return [path.split('/')[2] ?? '', ids] as const
    }),
  )
  return Object.fromEntries(found.filter(([, ids]) => ids.length > 0))
}
