import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { newSite, type Site } from './site.ts'
import { newVisit, setUp } from './visit.ts'

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  ;[site, browser] = await Promise.all([newSite({ users: 2 }), openBrowser()])
  const visit = await newVisit(browser, site)
  page = visit.page
  await setUp(visit, site)
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

/** Keeps the answers of a path back until it is told to let them go. */
async function holding(path: RegExp): Promise<{ readonly asked: Promise<void>; letGo(): Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<Route>()
  await page.route(path, (route) => resolve(route))
  return { asked: promise.then(() => undefined), letGo: async () => (await promise).continue() }
}

const frames = (count: number) =>
  page.evaluate(
    `(async () => { for (let n = 0; n < ${count}; n++) await new Promise(requestAnimationFrame) })()`,
  )

it('a page is not shown before the reads that an answer begins, though others of the same moment are done', async () => {
  // As on a machine with much to do: who reads hears of an answer some frames after it came.
  await page.addInitScript(`{
    const { setTimeout } = window
    window.setTimeout = (work, wait = 0, ...more) => setTimeout(work, wait === 0 ? 150 : wait, ...more)
  }`)
  const [notices, integrations, connectors] = [
    await holding(/\/api\/notices/),
    await holding(/\/api\/integrations(\?|$)/),
    await holding(/\/api\/connectors/),
  ]
  await page.goto('/integrations')
  await Promise.all([notices.asked, integrations.asked])
  await notices.letGo()
  await frames(4)
  await integrations.letGo()
  await connectors.asked
  await frames(4)
  const section = page.getByRole('heading', { name: 'Extended for users' })
  expect(await section.isVisible()).toBe(false)
  await connectors.letGo()
  await section.waitFor()
})
