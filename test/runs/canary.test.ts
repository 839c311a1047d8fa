import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultShelf } from '../../simulators/planhat/faults/shelf.ts'
import { dumpTables, formsOf, placesOf } from './canary.ts'
import { addIntegration, type Credential, newStory, type Run, type Story } from './story.ts'

// With characters that JSON, addresses and forms write differently.
const canary = 'canary"7f+Qz/9&x=T%k\\2-pelican'
const settings = { apiToken: canary, baseUrl: '' }
const users = [1, 2, 3].map((place) => ({
  _id: `66000000000000000000000${place}`,
  email: `user.${place}@example.com`,
  firstName: `First${place}`,
  apiTokens: [canary],
  googleApi: { accessToken: canary },
}))

let story: Story
let integrationId: string
let credential: Credential
/** What was answered to whoever asked, by what he asked. */
const answers: Record<string, string> = {}

beforeAll(async () => {
  story = await newStory({
    simulated: { users, tokens: [canary] },
    pageSize: 1,
    start: Date.now(),
    haste: 10_000,
    timeouts: { headers: 1000, idle: 1000, page: 1000 },
  })
  settings.baseUrl = story.simulator.origin
  credential = await ask<Credential>('post', '/api/credentials', {
    connector: 'planhat',
    name: 'Canary',
    settings,
  })
  integrationId = (await addIntegration(story, { credentialId: credential.id })).id
})
afterAll(() => story.close())

/** Asks and keeps the answer for the search. */
async function ask<T>(method: 'get' | 'post' | 'patch', path: string, body?: object): Promise<T> {
  const answer = await story.world[method]<T>(path, body)
  answers[`${method} ${path} #${Object.keys(answers).length}`] = JSON.stringify([answer.body, answer.headers])
  return answer.body
}

async function runOnce(mode: 'plan' | 'apply'): Promise<Run> {
  const { id } = await ask<Run>('post', `/api/integrations/${integrationId}/runs`, { mode })
  await story.perform(id)
  return ask<Run>('get', `/api/runs/${id}`)
}

async function expectNowhere(): Promise<void> {
  expect(placesOf(canary, answers)).toEqual([])
  expect(placesOf(canary, { log: story.world.logged.join('\n') })).toEqual([])
  expect(placesOf(canary, await dumpTables(story.world))).toEqual([])
}

describe('a token comes out nowhere', () => {
  it('when everything goes well', async () => {
    expect(await ask('post', `/api/credentials/${credential.id}/test`)).toEqual({ ok: true })
    // A vendor that sends tokens nobody asked for.
    story.simulator.setKnobs({ ignoreSelect: true, projection: 'legacy2020' })
    const plan = await runOnce('plan')
    await story.release(plan.id)
    story.simulator.setKnobs({ ignoreSelect: false })
    await ask('get', `/api/runs/${plan.id}/outcomes`)
    const people = await ask<{ items: { id: string }[] }>('get', '/api/people')
    expect(people.items).toHaveLength(3)
    await ask('get', `/api/people/${people.items[0]?.id}`)
    await ask('get', `/api/people/${people.items[0]?.id}/changes`)
    for (const path of ['saas-users', 'credentials', 'integrations', 'runs']) await ask('get', `/api/${path}`)
    await expectNowhere()
  })

  it.each(Object.keys(faultShelf))('when the vendor does %s', async (id) => {
    // The shelf's own keys.
    // Slower than the door waits; a vendor that closes its door opens it again at once.
    story.simulator.setFaults([{ id: id as `F${number}`, with: { ms: id === 'F4' ? 3000 : 1 } }])
    await runOnce('apply')
    await ask('post', `/api/credentials/${credential.id}/test`)
    story.simulator.reset()
    await expectNowhere()
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['has a line break in it', { ...settings, apiToken: `${canary}\n${canary}` }],
    ['has a character that no token has', { ...settings, apiToken: `${canary}…` }],
    ['comes with an address that is not the vendor’s', { ...settings, baseUrl: 'https://elsewhere.example' }],
    ['comes under a wrong name', { token: canary, [canary.slice(0, 6)]: 'x' }],
    ['is far too long', { ...settings, apiToken: canary.repeat(1000) }],
  ])('when it is refused because it %s', async (_, wrong) => {
    const body = { connector: 'planhat', name: 'Wrong', settings: wrong }
    expect(await ask('post', '/api/credentials', body)).toMatchObject({ code: 'input.invalid' })
    expect(await ask('patch', `/api/credentials/${credential.id}`, { settings: wrong })).toMatchObject({
      code: 'input.invalid',
    })
    await expectNowhere()
  })

  it('when the database fails in the middle of a run', async () => {
    const { pool } = story.world.ctx.db
    await pool.query(`alter table run_page add constraint canary check (received < 0) not valid`)
    expect(await runOnce('apply')).toMatchObject({ state: 'failed', fault: { code: 'internal' } })
    await pool.query('alter table run_page drop constraint canary')
    expect(story.world.logged.join()).toContain('a run failed unexpectedly')
    await expectNowhere()
  })

  it('when its seal is broken', async () => {
    const { pool } = story.world.ctx.db
    await pool.query(`update credential set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)`)
    expect(await runOnce('apply')).toMatchObject({ state: 'failed', fault: { code: 'vault.sealed' } })
    await ask('post', `/api/credentials/${credential.id}/test`)
    await expectNowhere()
  })
})

describe('a planted token is found', () => {
  it.each(formsOf(canary))('in an answer or a log line as %s', (form) => {
    expect(placesOf(canary, { log: `{"msg":"Bearer ${form} was refused"}` })).toEqual(['log'])
  })

  it('inside base64 that begins before it', () => {
    const hidden = ['', 'a', 'ab'].map((before) => Buffer.from(`${before}${canary}:`).toString('base64'))
    expect(hidden.map((log) => placesOf(canary, { log }))).toEqual([['log'], ['log'], ['log']])
  })

  it('in every kind of column', async () => {
    const { pool } = story.world.ctx.db
    await pool.query(`update integration set name = $1`, [canary])
    await pool.query(`update run set fault = jsonb_build_object('message', $1::text)`, [canary])
    await pool.query(`update credential set sealed = $1`, [Buffer.from(canary)])
    await pool.query(`update run_page set seen = array[$1]`, [Buffer.from(canary).toString('base64')])
    expect(placesOf(canary, await dumpTables(story.world))).toEqual([
      'credential',
      'integration',
      'run',
      'run_page',
    ])
  })
})
