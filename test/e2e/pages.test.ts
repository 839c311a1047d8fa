import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../simulators/fleet/simulator.ts'
import { openBrowser } from './browser.ts'
import { deskOf } from './loaded.ts'
import { fillPlaces, type Places, placeNames } from './places.ts'
import { newSite, type Site } from './site.ts'
import { barriers, faintTexts, layoutShift, newVisit, setUp, signIn, type Visit } from './visit.ts'

const eyes = [
  { scheme: 'light', other: 'dark', width: 1440 },
  { scheme: 'dark', other: 'light', width: 390 },
] as const

let fleet: Simulator
let site: Site
let browser: Browser
let places: Places

beforeAll(async () => {
  fleet = await startSimulator({ hosts: 12 })
  ;[site, browser] = await Promise.all([newSite({ users: 12, allow: [fleet.origin] }), openBrowser()])
  const visit = await newVisit(browser, site)
  await setUp(visit, site)
  places = await fillPlaces(deskOf(visit.page.request, site), site, fleet)
  await visit.close()
})

afterAll(async () => {
  await browser.close()
  await Promise.all([site.close(), fleet.close()])
})

describe.each(eyes)('every page, $scheme and then $other, $width pixels wide', (look) => {
  let visit: Visit
  beforeAll(async () => {
    visit = await newVisit(browser, site, look)
    await signIn(visit)
  })
  afterAll(() => visit.close())

  it.each(placeNames)(
    'keeps nobody out, fits, stands still, and says nothing to the console: %s',
    async (name) => {
      const { page, complaints, rest } = visit
      await page.emulateMedia({ colorScheme: look.scheme })
      await page.goto(places[name])
      await page.locator('h1, h2').first().waitFor()
      await rest()
      // Of what is drawn in outlines, the lines may end elsewhere.
      expect(await layoutShift(visit)).toBeCloseTo(0, 2)
      expect(await barriers(visit)).toEqual([])
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
      // Nothing but colours depends on the scheme.
      await page.emulateMedia({ colorScheme: look.other })
      await page.locator(`html[data-mantine-color-scheme="${look.other}"]`).waitFor()
      expect(await faintTexts(visit)).toEqual([])
      expect(complaints).toEqual([])
    },
  )
})

it.each(eyes)('signing in keeps nobody out, $scheme and $width pixels wide', async (look) => {
  const visit = await newVisit(browser, site, look)
  await visit.page.goto('/sign-in')
  await visit.page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(await barriers(visit)).toEqual([])
  expect(visit.complaints).toEqual([])
  await visit.close()
})
