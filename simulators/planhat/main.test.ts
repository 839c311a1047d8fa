import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { readOptions } from './options.ts'

const main = new URL('./main.ts', import.meta.url).pathname

it('tells its parent where it is, and ends on SIGTERM', async () => {
  const child = spawn(process.execPath, [main, '--users', '3', '--token', 'secret-one', '--seed', '5'])
  const [line] = await once(createInterface(child.stdout), 'line')
  const { origin, controlOrigin } = JSON.parse(String(line))
  const response = await fetch(`${origin}/users`, { headers: { authorization: 'Bearer secret-one' } })
  expect(await response.json()).toHaveLength(3)
  expect(await (await fetch(`${controlOrigin}/__sim/state`)).json()).toMatchObject({ seed: 5, users: 3 })
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('says what is wrong with its flags', async () => {
  const child = spawn(process.execPath, [main, '--users', 'many'])
  const [said] = await once(child.stderr, 'data')
  expect(String(said)).toContain('users must be a whole number')
  expect(await once(child, 'exit')).toEqual([2, null])
})

it('reads flags before JSON before the environment', () => {
  const env = {
    SIM_USERS: '1',
    SIM_SEED: '1',
    SIM_OVER_MAX: '400',
    SIM_OPTIONS: '{"users":2,"seed":2,"knobs":{"gzip":true}}',
  }
  expect(readOptions(['--users', '3', '--rate-limit', 'false', '--token', 'a,b'], env)).toEqual({
    users: 3,
    seed: 2,
    tokens: ['a', 'b'],
    knobs: { overMax: '400', gzip: true, rateLimit: 'false' },
  })
})
