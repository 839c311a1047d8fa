import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const source = join(import.meta.dirname, '../../src')

/** Every failpoint of the product, by its name, as its source has them. */
export function failpointNames(): readonly string[] {
  const named = globSync('**/*.ts', { cwd: source, exclude: ['**/*.test.ts', '**/failpoint*.ts'] }).flatMap(
    (path) =>
      [...readFileSync(join(source, path), 'utf8').matchAll(/\bfailpoint\('([^']+)'\)/g)].map(
        ([, name = '']) => name,
      ),
  )
  return named.sort()
}
