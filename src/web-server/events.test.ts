import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedIn } from '../../test/accounts.ts'
import type { Browser } from '../../test/browser.ts'
import { addIntegration, newStory, type Run, type Story } from '../../test/runs/story.ts'
import { systemClock } from '../lib/clock.ts'
import { openHttp } from './http.ts'
import { routes } from './routes.ts'
import { tcpEntrance } from './tcp-entrance.ts'

let story: Story
let integrationId: string
beforeAll(async () => {
  story = await newStory({ simulated: { users: 5 } })
  integrationId = (await addIntegration(story)).id
})
afterAll(() => story.close())

const queue = async () =>
  (await story.world.post<Run>(`/api/integrations/${integrationId}/runs`, { mode: 'plan' })).body

/** A server on a real port with a run that waits, and somebody who is signed in. */
async function scene() {
  const { ctx } = story.world
  const app = openHttp({
    parts: { ...ctx, clock: systemClock },
    routes,
    entrance: tcpEntrance(ctx, { publicOrigin: undefined, proxies: [], insecure: false }),
  })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await signedIn(story.world)
  const run = await queue()
  return { app, browser, run, follow: () => follow(browser, `${origin}/api/runs/${run.id}/progress`) }
}

const follow = ({ cookies }: Browser, url: string): Promise<Response> =>
  fetch(url, { headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })

/** What was told: the states of the run, and `end` where that was said. */
const told = (text: string): string[] =>
  text.split('\n\n').flatMap((frame) => {
    if (frame.startsWith('data: {')) return [JSON.parse(frame.slice(6)).state]
    return frame.startsWith('event: end') ? ['end'] : []
  })

it('a run is followed from where it is to where it rests, and the answer ends with it', async () => {
  const { app, run, follow } = await scene()
  const answer = await follow()
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const text = answer.text()
  await story.perform(run.id)
  const states = told(await text)
  expect([states[0], ...states.slice(-2)]).toEqual(['queued', 'previewed', 'end'])
  expect(told(await (await follow()).text())).toEqual(['previewed', 'end'])
  await app.close()
})

it('whoever signs out hears no more of it, and whoever never signed in nothing at all', async () => {
  const { app, browser, run, follow } = await scene()
  const text = (await follow()).text()
  await browser.delete('/api/session')
  expect(told(await text)).toEqual(['queued'])
  expect((await follow()).status).toBe(401)
  await story.world.post(`/api/runs/${run.id}/cancel`)
  await app.close()
})

it('a server that stops waits for nobody who follows', async () => {
  const { app, run, follow } = await scene()
  const text = (await follow()).text()
  await app.close()
  expect(told(await text)).toEqual(['queued'])
  await story.world.post(`/api/runs/${run.id}/cancel`)
})

it('nobody follows more than ten at once, and one that is let go makes room', async () => {
  const { app, run, follow } = await scene()
  const open = await Promise.all(Array.from({ length: 10 }, follow))
  expect((await follow()).status).toBe(429)
  await open[0]?.body?.cancel()
  await expect.poll(async () => (await follow()).status).toBe(200)
  await story.world.post(`/api/runs/${run.id}/cancel`)
  await app.close()
})
