import { startSimulator } from '../simulators/fleet/simulator.ts'
import { openBrowser } from '../test/e2e/browser.ts'
import { deskOf } from '../test/e2e/loaded.ts'
import { fillPlaces, type Places, placeNames } from '../test/e2e/places.ts'
import { newSite } from '../test/e2e/site.ts'
import { layoutShift, newVisit, setUp, signIn, type Visit } from '../test/e2e/visit.ts'
import { openTemplate } from '../test/template.ts'
import { spreadOf } from './lists/statistics.ts'

/**
 * How soon each page of the web app can be used by somebody who was there before, in headless Chromium: all of it drawn,
 * everything but what the API says in the browser's cache. Also by how much it moves while it comes, what it takes of
 * JavaScript, and what it says to the console.
 */
const rounds = 5
const targets = { usable: 1000, javascript: 250 }

interface Look {
  readonly usable: number
  readonly shift: number
  readonly javascript: number
}

// It runs in the page: what its scripts weigh as they were sent.
const scripts = `performance.getEntriesByType('resource')
  .reduce((sum, { name, encodedBodySize }) => sum + (name.endsWith('.js') ? encodedBodySize : 0), 0) / 1000`

const { template, close } = await openTemplate()
const fleet = await startSimulator({ hosts: 500 })
const [site, browser] = await Promise.all([
  newSite({ users: 500, allow: [fleet.origin], template }),
  openBrowser(),
])
try {
  const visit = await newVisit(browser, site)
  await setUp(visit, site)
  const places = await fillPlaces(deskOf(visit.page.request, site), site, fleet)
  await warm(visit, places)
  const lines = []
  for (const name of placeNames) lines.push(await lineOf(name, visit, places))
  console.table(lines)
  console.log(`Console messages: ${visit.complaints.length}`, visit.complaints)
  const isMet = visit.complaints.length === 0 && lines.every(({ met }) => met)
  console.log(isMet ? 'Every target is met' : 'Not every target is met')
  process.exitCode = isMet ? 0 : 1
} finally {
  await browser.close()
  await Promise.all([site.close(), fleet.close()])
  await close()
}

/** Each page once, so that its files are in the cache. */
async function warm(visit: Visit, places: Places): Promise<void> {
  for (const name of placeNames) await look(visit, places[name])
}

async function lineOf(name: (typeof placeNames)[number], visit: Visit, places: Places) {
  // A session may ask only so often a minute.
  await signIn(visit)
  const looks: Look[] = []
  for (let round = 0; round < rounds; round++) looks.push(await look(visit, places[name]))
  const { median } = spreadOf(looks.map(({ usable }) => usable))
  const slowest = Math.max(...looks.map(({ usable }) => usable))
  const shift = Math.max(...looks.map((one) => one.shift))
  const javascript = Math.max(...looks.map((one) => one.javascript))
  return {
    page: name,
    'usable, median ms': Math.round(median),
    'slowest ms': Math.round(slowest),
    'layout shift': Number(shift.toFixed(3)),
    'JavaScript KB': Math.round(javascript),
    met: median < targets.usable && shift < 0.005 && javascript < targets.javascript,
  }
}

/** Opens a page, and waits until nothing of it is to come any more. */
async function look(visit: Visit, path: string): Promise<Look> {
  const { page, rest } = visit
  await page.goto(path)
  await page.locator('h1, h2').first().waitFor()
  await rest()
  return {
    usable: await page.evaluate<number>('performance.now()'),
    javascript: await page.evaluate<number>(scripts),
    shift: await layoutShift(visit),
  }
}
