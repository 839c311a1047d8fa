import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver } from 'playwright-core'

/** A browser: the one that CHROMIUM_PATH names, or the one that npm brought. */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`)
  return driver.launch({
    executablePath: named ?? (await chromium.executablePath()),
    // The sandbox of Chromium refuses to start as root, as in most containers.
    args: ['--no-sandbox', '--font-render-hinting=none'],
  })
}
