import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const program = join(import.meta.dirname, '../../test/programs/pass-failpoints.ts')

function pass(orders: string, ...flags: string[]) {
  const { stdout, stderr, signal, status } = spawnSync(process.execPath, [...flags, program], {
    encoding: 'utf8',
    env: { ...process.env, MUSTER_FAILPOINTS: orders },
  })
  return { last: stdout.trim().split('\n').at(-1), told: stderr, signal, status }
}
const armed = '--conditions=failpoints'

describe('a failpoint', () => {
  it('does nothing in the program that people run, whatever its environment says', () => {
    expect(pass('here:kill:1')).toEqual({ last: 'there 3', told: '', signal: null, status: 0 })
  })

  it('does nothing without an order', () => {
    expect(pass('', armed)).toEqual({ last: 'there 3', told: '', signal: null, status: 0 })
  })

  it('ends the program at the given hit of its name', () => {
    expect(pass('there:kill:2', armed)).toMatchObject({ last: 'here 2', signal: 'SIGKILL' })
  })

  it('ends it at the given hit of any name', () => {
    expect(pass('*:kill:5', armed)).toMatchObject({ last: 'there 2', signal: 'SIGKILL' })
  })

  it('fails what was under way, and says where', () => {
    const { last, told, status } = pass('here:throw:3', armed)
    expect([last, status]).toEqual(['there 2', 1])
    expect(told).toContain('failpoint reached here\n')
    expect(told).toContain('failpoint throw here\n')
  })

  it('delays', () => {
    expect(pass('here:1:1,there:tell:1', armed)).toMatchObject({ last: 'there 3', status: 0 })
  })
})
