import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', name), 'utf8')

it('starts Node with the same limits of memory by npm as by the wrapper', () => {
  const [, flags = 'none'] = /exec node (--\S+(?: --\S+)*) "\$root\/src\/main\.ts"/.exec(read('muster')) ?? []
  // Ours, written by hand.
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> }
  expect(scripts.muster).toBe(`node ${flags} src/main.ts`)
  expect(scripts.demo).toBe(`node ${flags} src/main.ts demo`)
})
