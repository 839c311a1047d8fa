import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openBrowser } from './browser.ts'
import { type Desk, deskOf, load, prepare } from './loaded.ts'
import { newSite, type Site } from './site.ts'
import { choosePassword, newVisit, setUp, type Visit } from './visit.ts'

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

/** The visit of somebody who was invited with a role of their own. */
export async function visitAs(
  { site, browser, desk }: LoadedSite,
  name: string,
  role: { readonly label: string; readonly rights: readonly string[]; readonly filter?: object },
): Promise<Visit> {
  const { key } = await desk.ask<{ key: string }>('POST', '/api/roles', role)
  const invited = { name, email: 'sam@example.com', role: key }
  const { link } = await desk.ask<{ link: string }>('POST', '/api/accounts', invited)
  const visit = await newVisit(browser, site)
  await choosePassword(visit, link, 'seven slow trams pass the mill')
  return visit
}
