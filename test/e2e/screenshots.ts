import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startSimulator } from '../../simulators/fleet/simulator.ts'
import { openTemplate } from '../template.ts'
import { openBrowser } from './browser.ts'
import { deskOf } from './loaded.ts'
import { type Scene, setScene } from './scene.ts'
import { newSite } from './site.ts'
import { type Eyes, newVisit, setUp, signIn } from './visit.ts'

// `./muster screenshots` makes the README's pictures; with a folder, every page in light, dark and narrow goes there.
const [folder] = process.argv.slice(2)

const readme = ['overview', 'mapping', 'plan', 'people'] as const

/** Every page by the name of its picture, and what is done there before it is taken. */
function placesOf({ integration, draft, plan, held, hardware }: Scene): Readonly<Record<string, Place>> {
  return {
    overview: { path: '/' },
    people: { path: '/people' },
    person: { path: '/people', before: (page) => page.getByRole('row').nth(3).getByRole('link').click() },
    saas: { path: '/saas' },
    application: {
      path: '/saas',
      before: (page) => page.getByRole('table').getByRole('link').first().click(),
    },
    terms: {
      path: '/saas',
      before: async (page) => {
        await page.getByRole('table').getByRole('link').first().click()
        await page.getByRole('button', { name: 'Edit the terms' }).click()
        await page.getByLabel('Seats bought').waitFor()
      },
    },
    'saas-users': { path: '/saas-users' },
    hardware: { path: '/hardware' },
    device: {
      path: '/hardware?filter=ownerName%20not%20empty',
      before: (page) => page.getByRole('row').nth(3).getByRole('link').first().click(),
    },
    software: { path: '/software' },
    title: { path: '/software', before: (page) => page.getByRole('row').nth(3).getByRole('link').click() },
    'hardware-plan': { path: `/runs/${hardware.plan.id}` },
    'hardware-integration': { path: `/integrations/${hardware.integration.id}` },
    runs: { path: '/runs' },
    plan: { path: `/runs/${plan.id}` },
    held: { path: `/runs/${held.id}` },
    notices: { path: '/notices' },
    integrations: { path: '/integrations' },
    mappings: {
      path: '/integrations',
      before: (page) => page.getByText('Mapping', { exact: true }).click(),
    },
    integration: { path: `/integrations/${integration.id}` },
    draft: { path: `/integrations/${draft.id}` },
    mapping: {
      path: `/integrations/${draft.id}`,
      before: async (page) => {
        const box = await page.locator('#mapping').boundingBox()
        await page.mouse.move(640, 400)
        await page.mouse.wheel(0, (box?.y ?? 0) - 72)
        await page.getByRole('button', { name: /^Source of Username/ }).hover()
      },
    },
    credentials: { path: '/credentials' },
    fields: { path: '/fields' },
    field: { path: '/fields/department' },
    'new-field': { path: '/fields?add=true' },
    account: { path: '/account' },
    accounts: { path: '/accounts' },
    roles: { path: '/roles' },
    role: { path: '/roles/viewer' },
    'sign-in': { path: '/providers' },
    'e-mail': { path: '/mail' },
    tokens: { path: '/tokens' },
    webhooks: { path: '/webhooks' },
    activity: { path: '/activity' },
    system: { path: '/system' },
    palette: { path: '/', before: (page) => page.keyboard.press('Control+k') },
  }
}

interface Place {
  readonly path: string
  before?(page: Page): Promise<void>
}

const { template, close } = await openTemplate()
const fleet = await startSimulator({ hosts: 120, now: Date.now() })
const [site, browser] = await Promise.all([
  newSite({ users: 120, allow: [fleet.origin], template }),
  openBrowser(),
])
try {
  const first = await newVisit(browser, site)
  await setUp(first, site)
  const places = placesOf(await setScene(deskOf(first.page.request, site), site, fleet))
  if (folder === undefined) {
    await take(places, { names: readme, into: 'docs/screenshots', eyes: { width: 1280 } })
  } else {
    for (const eyes of [{ width: 1440 }, { scheme: 'dark', width: 1440 }, { width: 390 }] as const)
      await take(places, { names: Object.keys(places), into: join(folder, `${nameOf(eyes)}`), eyes })
  }
} finally {
  await browser.close()
  await Promise.all([site.close(), fleet.close()])
  await close()
}

function nameOf({ scheme = 'light', width }: Eyes): string {
  return `${scheme}-${width}`
}

interface Taking {
  readonly names: readonly string[]
  readonly into: string
  readonly eyes: Eyes
}

async function take(places: Readonly<Record<string, Place>>, { names, into, eyes }: Taking): Promise<void> {
  await mkdir(into, { recursive: true })
  const visit = await newVisit(browser, site, eyes)
  await signIn(visit)
  for (const name of names) {
    const place = places[name]
    if (!place) continue
    await visit.page.goto(place.path)
    await visit.page.waitForLoadState('networkidle')
    await place.before?.(visit.page)
    await visit.rest()
    // Not a function to wait for: the page's own policy refuses to evaluate one.
    await visit.page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
    await visit.page.screenshot({
      path: join(into, `${name}.png`),
      fullPage: folder !== undefined && !place.before,
    })
  }
  if (visit.complaints.length > 0) process.stderr.write(`${visit.complaints.join('\n')}\n`)
  await visit.close()
}
