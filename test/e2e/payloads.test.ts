import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../simulators/fleet/simulator.ts'
import type { Device } from '../../src/client/device.ts'
import type { SaasUser } from '../../src/client/person.ts'
import type { Page as Piece } from '../../src/client/types.ts'
import { openBrowser } from './browser.ts'
import { type Desk, deskOf, load, prepare, prepareHardware } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { newVisit, setUp, type Visit } from './visit.ts'

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

/** The same in every text that a host has, and in what is installed on it. */
function hostPayload(host: number) {
  const shape = (at: number) => `${shapes[(host + at) % shapes.length]}<!-- ${host} ${at} -->`
  return {
    display_name: shape(0),
    hostname: shape(1),
    computer_name: shape(2),
    hardware_serial: shape(3),
    hardware_vendor: shape(4),
    hardware_model: shape(5),
    os_version: shape(6),
    device_mapping: [{ email: shape(7), source: 'custom' }],
    software: [{ id: host, name: shape(8), version: shape(9), vendor: shape(10), source: 'apps' }],
  }
}

let site: Site
let fleet: Simulator
let browser: Browser
let visit: Visit
let desk: Desk
const dialogs: string[] = []
beforeAll(async () => {
  fleet = await startSimulator({ hosts: shapes.length })
  ;[site, browser] = await Promise.all([newSite({ users, allow: [fleet.origin] }), openBrowser()])
  visit = await newVisit(browser, site)
  visit.page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  await setUp(visit, site)
  desk = deskOf(visit.page.request, site)
})
afterAll(async () => {
  await browser.close()
  await Promise.all([site.close(), fleet.close()])
})

async function walk(places: readonly string[]): Promise<void> {
  for (const place of places) {
    await visit.page.goto(place)
    await visit.page.waitForLoadState('networkidle')
  }
}

it('what a vendor says of people is text, whatever it says: no dialog, no request to anybody else', async () => {
  const { page } = visit
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
  await walk([
    opened,
    '/people',
    `/people/${items[0]?.personId}`,
    '/saas',
    '/saas-users',
    `/integrations/${integration.id}`,
  ])
  await page.getByRole('button', { name: 'Mapping' }).click()
  await page.getByText('<!-- 0 0 9 -->').first().waitFor()
  expect(dialogs).toEqual([])
  expect(visit.complaints).toEqual([])
}, 120_000)

it('and of hardware and the software on it', async () => {
  const { page } = visit
  const set = shapes.map((_, at) => ({ id: at + 1, patch: hostPayload(at + 1) }))
  fleet.mutate({ set })
  const integration = await prepareHardware(desk, fleet.origin)
  const run = await load(desk, integration)
  expect(run.ledger).toMatchObject({ created: shapes.length, failed: 0 })
  const { items } = await desk.ask<Piece<Device>>('GET', '/api/devices')
  const { items: titles } = await desk.ask<Piece<{ id: string }>>('GET', '/api/software')
  await walk([
    `/runs/${run.id}?record=0`,
    '/hardware',
    ...items.map(({ id }) => `/hardware/${id}`),
    '/software',
    `/software/${titles[0]?.id}`,
  ])
  await page
    .getByText(/<!-- \d+ 8 -->/)
    .first()
    .waitFor()
  expect(dialogs).toEqual([])
  expect(visit.complaints).toEqual([])
}, 120_000)
