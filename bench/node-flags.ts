import { readFileSync } from 'node:fs'
import { z } from 'zod'

const manifest = z.object({ scripts: z.object({ muster: z.string() }) })
const { scripts } = manifest.parse(
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
)

/** The limits of memory that Muster starts Node with. */
export const nodeFlags: readonly string[] = scripts.muster.match(/--\S+/g) ?? []
