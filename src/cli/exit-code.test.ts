import { describe, expect, it } from 'vitest'
import { faults } from '../lib/errors.ts'
import { exitOfFault, exitOfRun } from './exit-code.ts'
import { aRun } from './test-data/runs.ts'

const expected: Readonly<Record<number, readonly string[]>> = {
  2: ['input.invalid', 'expression.invalid', 'address.refused'],
  4: [
    'not.allowed',
    'not.signed-in',
    'conflict',
    'integration.draft',
    'run.state',
    'run.stale',
    'run.unseen',
    'vendor.auth',
    'vendor.permission',
  ],
  5: ['run.held'],
  69: ['vendor.busy', 'vendor.down', 'database.down', 'database.full', 'server.unavailable'],
  75: ['run.active', 'database.busy', 'database.locked'],
  78: ['mail.settings', 'vault.key', 'vault.sealed', 'database.start', 'database.schema'],
}
const rows = Object.entries(expected).flatMap(([exit, codes]) =>
  codes.map((code) => [code, Number(exit)] as const),
)

describe('the exit code', () => {
  it.each(rows)('of the fault %s is %i', (code, exit) => {
    expect(exitOfFault(code)).toBe(exit)
  })

  it('of every other fault is 1', () => {
    const named = new Set<string>(rows.map(([code]) => code))
    const others = [...Object.keys(faults), 'server.odd'].filter((code) => !named.has(code))
    expect(others.map(exitOfFault)).toEqual(others.map(() => 1))
  })

  it.each([
    ['succeeded', 0, 0],
    ['empty', 0, 0],
    ['previewed', 0, 0],
    ['previewed', 2, 3],
    ['succeeded_with_failures', 2, 3],
    ['cancelled', 0, 1],
    ['held', 0, 5],
    ['rejected', 0, 4],
    ['expired', 0, 4],
    ['superseded', 0, 4],
    ['failed', 0, 69],
  ] as const)('of a run that is %s with %i failed records is %i', (state, failed, exit) => {
    const fault = { code: 'vendor.down', message: 'Planhat cannot be reached' }
    const ledger = { ...aRun().ledger, failed }
    expect(exitOfRun(aRun({ state, ledger, fault }))).toBe(exit)
  })
})
