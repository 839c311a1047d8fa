import type { Page } from 'playwright-core'
import { openBrowser } from '../../test/e2e/browser.ts'
import { newVisit } from '../../test/e2e/visit.ts'
import type { Server } from './server.ts'

/** What somebody sees who opens a long list and scrolls through it, as one does, and as fast as a wheel goes. */
export interface Seen {
  /** Milliseconds from asking for the page to its first rows, everything but them in the browser's cache. */
  readonly painted: readonly number[]
  readonly scrolled: Scrolled
  readonly flung: Scrolled
}

export interface Scrolled {
  readonly framesPerSecond: number
  /** How many rows went by. */
  readonly rows: number
  /** Frames in which somewhere in sight no row stood, and those in which one was an outline because it had not come yet. */
  readonly blank: number
  readonly outlines: number
}

const account = { name: 'Ada Adams', email: 'ada@example.com', password: 'quiet otters count every lantern' }

/** Opens the list of people ten times, then scrolls through it for some seconds. */
export async function look({ origin, setupCode }: Server): Promise<Seen> {
  const browser = await openBrowser()
  try {
    const { page } = await newVisit(browser, { origin })
    await page.addInitScript(noteFirstRows)
    await makeAccount(page, setupCode)
    const painted: number[] = []
    for (let round = 0; round <= 10; round++) painted.push(await openList(page))
    const scrolled = await page.evaluate<Scrolled>(scrollThrough(4000))
    await openList(page)
    return {
      painted: painted.slice(1),
      scrolled,
      flung: await page.evaluate<Scrolled>(scrollThrough(15_000)),
    }
  } finally {
    await browser.close()
  }
}

async function makeAccount(page: Page, code: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Setup code').fill(code)
  await page.getByLabel('Your name').fill(account.name)
  await page.getByLabel('E-mail address').fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
}

async function openList(page: Page): Promise<number> {
  await page.goto('/people')
  return page.evaluate<number>('window.firstRows')
}

// What follows runs in the page, whose types are none of ours.
const noteFirstRows = `
  window.firstRows = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('tbody th')) return
      observer.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
    }).observe(document, { childList: true, subtree: true })
  })`

/** At so many pixels a second. */
const scrollThrough = (speed: number): string => `new Promise((resolve) => {
  const scroller = document.querySelector('tbody').closest('section')
  const { left, top, bottom } = scroller.getBoundingClientRect()
  const [seconds, height] = [6, 42]
  const seen = { frames: 0, blank: 0, outlines: 0 }
  let begun, before
  const step = (now) => {
    begun ??= now
    scroller.scrollTop += ${speed} * (now - (before ?? now)) / 1000
    before = now
    seen.frames++
    const places = [top + 60, (top + Math.min(bottom, innerHeight)) / 2, Math.min(bottom, innerHeight) - 30]
    const rows = places.map((y) => document.elementFromPoint(left + 40, y)?.closest('tbody tr'))
    if (rows.some((row) => !row)) seen.blank++
    else if (rows.some((row) => !row.querySelector('th'))) seen.outlines++
    if (now - begun < seconds * 1000) return requestAnimationFrame(step)
    resolve({
      framesPerSecond: Math.round((seen.frames - 1) / ((now - begun) / 1000)),
      rows: Math.round(scroller.scrollTop / height),
      blank: seen.blank,
      outlines: seen.outlines,
    })
  }
  requestAnimationFrame(step)
})`
