import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newWorld, type World } from '../../test/world.ts'
import { entranceOf } from './entrance.ts'
import { openHttp } from './http.ts'
import { routes } from './routes.ts'

let world: World
let url: string
beforeAll(async () => {
  world = await newWorld()
  const { body } = await world.post<{ id: string }>('/api/integrations', {
    connector: 'planhat',
    load: 'users',
    name: 'First',
  })
  url = `/api/integrations/${body.id}`
})
afterAll(() => world.close())

async function ask(
  method: 'GET' | 'PATCH' | 'POST' | 'DELETE',
  path: string,
  payload?: object,
  tag?: string,
) {
  const app = openHttp({ parts: world.ctx, routes, entrance: entranceOf(world.ctx.actor) })
  const headers = tag === undefined ? {} : { 'if-match': tag }
  const answer = await app.inject({ method, url: path, headers, ...(payload ? { payload } : {}) })
  await app.close()
  const body = answer.body === '' ? {} : JSON.parse(answer.body)
  return { status: answer.statusCode, tag: String(answer.headers.etag), body }
}

const edit = (payload: object, tag?: string) => ask('PATCH', url, payload, tag)
const tagNow = async () => (await ask('GET', url)).tag

describe('the ETag of a thing', () => {
  it('stays while nothing is edited, and the answer to an edit has the new one', async () => {
    const before = await tagNow()
    expect(before).toMatch(/^"[\w-]{22}"$/)
    expect(await tagNow()).toBe(before)
    const { tag } = await edit({ contacts: ['ada@example.com'] })
    expect(tag).not.toBe(before)
    expect(await tagNow()).toBe(tag)
  })

  it.each(['/api/fields/email', '/api/credentials'])('comes with %s, too', async (path) => {
    const made = { connector: 'planhat', name: 'Ours', settings: { apiToken: 'a-token-of-planhat-1' } }
    const id = path.endsWith('s') ? `/${(await ask('POST', path, made)).body.id}` : ''
    expect((await ask('GET', path + id)).tag).toMatch(/^"[\w-]{22}"$/)
  })
})

describe('an edit with If-Match', () => {
  it('is done when nobody edited it since', async () => {
    expect(await edit({ name: 'Second' }, await tagNow())).toMatchObject({ status: 200 })
    expect(await edit({ name: 'Third' }, `"another", ${await tagNow()}`)).toMatchObject({ status: 200 })
  })

  it('is refused when somebody did, and the answer says who, when and what', async () => {
    const seen = await tagNow()
    await edit({ name: 'Fourth' })
    await edit({ contacts: [] })
    const { status, body } = await edit({ name: 'Fifth' }, seen)
    expect([status, body.code]).toEqual([412, 'edit.stale'])
    expect(body.detail).toMatch(
      /^"Fourth" was changed since you read it\. test owner, 20\S+Z: integration\.edited \(name\)\. test owner, \S+: integration\.edited \(contacts\)\.$/,
    )
    expect((await ask('GET', url)).body).toMatchObject({ name: 'Fourth' })
  })

  it('of a person names them, and says what stands there by now', async () => {
    await world.ctx.db.pool.query(`insert into person (username, email) values ('ada', 'ada@example.com')`)
    const { body } = await world.get<{ items: { id: string }[] }>('/api/people')
    const path = `/api/people/${body.items[0]?.id}`
    const seen = (await ask('GET', path)).tag
    await ask('PATCH', path, { values: { title: 'Countess' } })
    const refused = await ask('PATCH', path, { values: { title: 'Lady' } }, seen)
    expect([refused.status, refused.body.detail]).toEqual([
      412,
      expect.stringMatching(
        /^"ada" was changed since you read it\. .*By now title is the text "Countess"\.$/,
      ),
    ])
  })

  it('with one tag is done once, however many come at once', async () => {
    const tag = await tagNow()
    const edits = await Promise.all(
      Array.from({ length: 5 }, (_, at) => edit({ name: `At once ${at}` }, tag)),
    )
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412])
  })

  it('is done without a tag or with *, for scripts that take what there is', async () => {
    expect(await edit({ name: 'Sixth' })).toMatchObject({ status: 200 })
    expect(await edit({ name: 'Seventh' }, '*')).toMatchObject({ status: 200 })
  })

  it.each(['nonsense', 'W/"weak"', '"open'])('is refused when the tag is none: %s', async (tag) => {
    expect(await edit({ name: 'x' }, tag)).toMatchObject({ status: 422, body: { code: 'input.invalid' } })
  })

  it('is refused where nothing has a tag, rather than to be passed over', async () => {
    const made = { connector: 'planhat', load: 'users', name: 'Eighth' }
    expect(await ask('POST', '/api/integrations', made, '"x"')).toMatchObject({ status: 422 })
  })

  it('protects from deleting what is another by now', async () => {
    const seen = await tagNow()
    const { tag } = await edit({ name: 'Last' })
    expect(await ask('DELETE', url, undefined, seen)).toMatchObject({ status: 412 })
    expect(await ask('DELETE', url, undefined, tag)).toMatchObject({ status: 202 })
  })
})
