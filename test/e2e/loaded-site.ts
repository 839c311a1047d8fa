import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openBrowser } from './browser.ts'
import { type Desk, deskOf, load, prepare } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { newVisit, setUp, type Visit } from './visit.ts'

/** A site with people in it, and its administrator's visit. */
interface LoadedSite {
  readonly site: Site
  readonly browser: Browser
  readonly visit: Visit
  readonly desk: Desk
}

/** The site of a file's stories: there once they begin, with everybody loaded. */
export function loadedSite(users: number): LoadedSite {
  let open: LoadedSite
  beforeAll(async () => {
    const [site, browser] = await Promise.all([newSite({ users }), openBrowser()])
    const visit = await newVisit(browser, site)
    await setUp(visit, site)
    const desk = deskOf(visit.page.request, site)
    await load(desk, await prepare(desk, site))
    open = { site, browser, visit, desk }
  })
  afterAll(async () => {
    await open.browser.close()
    await open.site.close()
  })
  return {
    get site() {
      return open.site
    },
    get browser() {
      return open.browser
    },
    get visit() {
      return open.visit
    },
    get desk() {
      return open.desk
    },
  }
}
