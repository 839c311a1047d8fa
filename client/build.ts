import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { describeApi } from '../src/web-server/openapi.ts'
import { routes } from '../src/web-server/routes.ts'
import { packageFiles } from './package-files.ts'

/** Writes the package `muster-client` into a folder: `npm run client`, then `npm publish dist/client`. */
const folder = process.argv[2] ?? join(import.meta.dirname, '../dist/client')
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const files = await packageFiles(describeApi(routes, manifest.version))
await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
