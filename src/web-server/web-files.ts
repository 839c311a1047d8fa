import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

/** One file of the web app, as it is sent. */
export interface WebFile {
  readonly type: string
  /** Its name changes with its content, so it may be kept forever. */
  readonly immutable: boolean
  readonly body: Buffer
  /** The same, compressed when it was built. */
  readonly br: Buffer | undefined
  readonly gzip: Buffer | undefined
}

/** The web app as it was built: its page, and every other file by its path. */
export interface WebFiles {
  readonly page: string
  readonly files: ReadonlyMap<string, WebFile>
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Reads what was built into a folder, all of it, once; `undefined` where nothing was built. */
export async function readWebFiles(folder: string): Promise<WebFiles | undefined> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (page === undefined) return undefined
  const names = await readdir(folder, { recursive: true })
  const served = names.filter((name) => types[extname(name)] !== undefined)
  const files = await Promise.all(
    served.map(async (name) => {
      const path = `/${name.replaceAll('\\', '/')}`
      return [path, await readWebFile(join(folder, name), path.startsWith('/assets/'))] as const
    }),
  )
  return { page, files: new Map(files) }
}

async function readWebFile(path: string, immutable: boolean): Promise<WebFile> {
  const ifThere = (name: string) => readFile(name).catch(() => undefined)
  const [body, br, gzip] = await Promise.all([readFile(path), ifThere(`${path}.br`), ifThere(`${path}.gz`)])
  return { type: types[extname(path)] ?? 'application/octet-stream', immutable, body, br, gzip }
}
