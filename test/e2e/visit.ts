import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page, Request } from 'playwright-core'
import { administrator, type Site } from './site.ts'

/** Somebody with a browser of their own, and everything it complained of. */
export interface Visit {
  readonly page: Page
  /** Waits until nothing is asked any more, and what came is drawn. */
  rest(): Promise<void>
  /** What the console said, and what was asked of anybody but the site. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** How they look at it. */
export interface Eyes {
  readonly scheme?: 'light' | 'dark'
  readonly width?: number
  /** Where they are; where this machine is when left out. */
  readonly zone?: string
}

export async function newVisit(
  browser: Browser,
  { origin }: Pick<Site, 'origin'>,
  { scheme = 'light', width = 1440, zone }: Eyes = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    ...(zone ? { timezoneId: zone } : {}),
  })
  await context.addInitScript(noteShifts)
  const page = await context.newPage()
  page.setDefaultTimeout(25_000)
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) complaints.push(`off-site: ${url}`)
  })
  return { page, complaints, rest: restOf(page), close: () => context.close() }
}

/** Not `networkidle`, which waits half a second longer than anything takes. */
function restOf(page: Page): Visit['rest'] {
  const asked = new Set<Request>()
  page.on('request', (request) => asked.add(request))
  page.on('requestfinished', (request) => asked.delete(request))
  page.on('requestfailed', (request) => asked.delete(request))
  const drawn = () => page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
  return async () => {
    // What is asked because of an answer is asked before the second frame after it.
    for (let still = 0; still < 3; still = asked.size === 0 ? still + 1 : 0) await drawn()
  }
}

/** Makes the first account, with the code of the console. */
export async function setUp({ page }: Visit, { setupCode }: Site): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Setup code').fill(setupCode)
  await page.getByLabel('Your name').fill(administrator.name)
  await page.getByLabel('E-mail address').fill(administrator.email)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
}

/** Follows the link of an invitation, or of a new password, and chooses one. */
export async function choosePassword(
  { page }: Pick<Visit, 'page'>,
  link: string,
  password: string,
): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
}

export async function signIn({ page }: Visit): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(administrator.email)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
}

/** What keeps people from using the page as it stands, by the rules of WCAG 2.2 AA. */
export const barriers = (visit: Visit): Promise<string[]> =>
  violationsOf(
    looking(visit).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']),
  )

/** Only what can hardly be read for its colours. */
export const faintTexts = (visit: Visit): Promise<string[]> =>
  violationsOf(looking(visit).withRules('color-contrast'))

const looking = ({ page }: Visit): AxeBuilder =>
  new AxeBuilder({ page })
    // There are no frames of others, for which each look would open a page of its own.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })

async function violationsOf(look: AxeBuilder): Promise<string[]> {
  const { violations } = await look.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary = '' }) =>
        `${id}: ${html.slice(0, 160)} ${failureSummary.split('\n')[1] ?? ''}`,
    ),
  )
}

// It runs in the page: what moves although nobody touched anything.
const noteShifts = `
  globalThis.shifted = 0
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) globalThis.shifted += value
  }).observe({ type: 'layout-shift', buffered: true })`

/** By how much the page moved by itself while it came: its cumulative layout shift. */
export const layoutShift = ({ page }: Visit): Promise<number> => page.evaluate<number>('globalThis.shifted')
