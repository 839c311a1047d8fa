import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readShelf } from './shelf.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-shelf-'))
})
afterEach(() => rm(folder, { recursive: true }))

const put = (name: string, text: string) => writeFile(join(folder, name), text)

it('takes every connector off the shelf, and nothing else that lies there', async () => {
  await put('zeta.ts', `export default { id: 'zeta' }`)
  await put('acme-hr.ts', `export default { id: 'acme-hr' }`)
  await put('acme-hr.test.ts', `throw new Error('a test is no connector')`)
  await put('acme-hr.fixture.json', '{}')
  expect([...(await readShelf(folder)).keys()]).toEqual(['acme-hr', 'zeta'])
})

it.each([
  ['is named otherwise', `export default { id: 'beta' }`],
  ['exports nothing by default', `export const connector = { id: 'alpha' }`],
])('refuses one that %s, and names its file', async (_, text) => {
  await put('alpha.ts', text)
  await expect(readShelf(folder)).rejects.toThrow(/alpha\.ts must be its default export/)
})
