import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SaasUser } from '../../src/client/person.ts'
import type { Page as Piece } from '../../src/client/types.ts'
import { openBrowser } from './browser.ts'
import { deskOf, load, prepare } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { newVisit, setUp } from './visit.ts'

const shapes = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  'javascript:alert(1)',
  "'-alert(1)-'",
  '{{constructor.constructor("alert(1)")()}}',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="https://elsewhere.example/?x=1">here</a>',
  '<style>@import url(https://elsewhere.example/x.css)</style>',
  '<link rel=stylesheet href=//elsewhere.example/x.css>',
] as const
const fields = ['firstName', 'lastName', 'nickName', 'externalId', 'type'] as const
const users = 10

/** Ten shapes in five fields of ten users, no two alike: 500 texts that would like to be more than text. */
const payload = (user: number, field: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields.map((name, at) => [
      name,
      `${shapes[(user + at + field) % shapes.length]}<!-- ${user} ${at} ${field} -->`,
    ]),
  )

let site: Site
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([newSite({ users }), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

it('what a vendor says is text, whatever it says: no dialog, no request to anybody else', async () => {
  const visit = await newVisit(browser, site)
  const { page } = visit
  const dialogs: string[] = []
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  await setUp(visit, site)
  const desk = deskOf(page.request, site)
  const integration = await prepare(desk, site)
  await load(desk, integration)
  let opened = ''
  const { items } = await desk.ask<Piece<SaasUser>>('GET', '/api/saas-users')
  for (let round = 0; round < shapes.length; round++) {
    site.vendor.mutate({
      set: items.map(({ vendorId }, user) => ({ id: vendorId, patch: payload(user, round) })),
    })
    const run = await load(desk, integration)
    opened = `/runs/${run.id}?record=0`
    await page.goto(`/runs/${run.id}`)
    await page.getByRole('heading', { name: 'Outcomes' }).waitFor()
  }
  await desk.ask('POST', `/api/integrations/${integration.id}/sample`)
  for (const place of [
    opened,
    '/people',
    `/people/${items[0]?.personId}`,
    '/saas',
    `/integrations/${integration.id}`,
  ]) {
    await page.goto(place)
    await page.waitForLoadState('networkidle')
  }
  await page.getByRole('button', { name: 'Mapping' }).click()
  await page.getByText('<!-- 0 0 9 -->').first().waitFor()
  expect(dialogs).toEqual([])
  expect(visit.complaints).toEqual([])
}, 120_000)
