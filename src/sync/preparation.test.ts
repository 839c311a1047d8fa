import { afterEach, expect, it } from 'vitest'
import planhat from '../../connectors/planhat.ts'
import { systemClock } from '../lib/clock.ts'
import { limitsOf } from './brakes/limits.ts'
import type { Candidate } from './candidate.ts'
import { type PreparedPage, pagePreparer, type Wanted } from './page-preparer.ts'
import { openPreparation, type Preparation } from './preparation.ts'
import type { Recipe } from './recipe.ts'
import { mappableRoles, personFields } from './test-data/person-fields.ts'

const recipe: Recipe = {
  sourceId: '01900000-0000-7000-8000-000000000001',
  load: planhat.loads.users,
  mapping: {
    entries: [
      { target: 'username', source: { kind: 'field', field: 'email' } },
      { target: 'email', source: { kind: 'field', field: 'email' } },
      { target: 'display_name', source: { kind: 'custom', expression: 'nickName | upper' } },
      { target: 'role', source: { kind: 'constant', value: 'Employee' } },
    ],
    syncKeys: [{ field: 'email', update: true }],
  },
  conditions: { field: 'isInactive', operator: 'equals', value: false },
  preference: 'create_update',
  application: { vendor: 'Planhat', instance: '' },
  absent: 'mark',
  fields: personFields,
  mappableRoles,
  names: { integration: 'Planhat', credential: 'Planhat' },
  actor: 'test',
  attended: false,
  planOnly: null,
  seenFingerprint: null,
  limits: limitsOf({}),
}

const runId = '01900000-0000-7000-8000-000000000002'

let preparation: Preparation | undefined
const open = () => {
  const opened = openPreparation(recipe, runId, systemClock)
  preparation = opened
  return opened
}
afterEach(() => preparation?.close())

/** A page of so many; every tenth is inactive and left out, every hundredth has an e-mail that is none. */
function page(size: number): Wanted[] {
  return Array.from({ length: size }, (_, at): Wanted => {
    const record = {
      _id: String(at),
      email: at % 100 === 1 ? 'nobody' : `zoë.${at}@example.com`,
      nickName: `Zoë\t\\${at} 李`,
      inactive: at % 10 === 0,
    }
    const candidate: Candidate = {
      number: at,
      id: record._id,
      record,
      raw: JSON.stringify(record),
      rawHash: '0'.repeat(32),
    }
    return { ...candidate, isChanged: at % 7 !== 0 }
  })
}

const text = ({ staged }: PreparedPage) => Buffer.concat(staged.chunks).toString()

it('a large page comes out of the thread as it does of the program itself, in the order asked', async () => {
  const sizes = [1000, 400, 1000, 10]
  const apart = open().prepare
  const there = await Promise.all(sizes.map((size) => apart(page(size))))
  for (const [at, size] of sizes.entries()) {
    const newPage = pagePreparer(recipe, runId, systemClock)()
    for (const wanted of page(size)) newPage.add(wanted)
    const here = newPage.end()
    expect(here.dropped.map(({ kind }) => kind)).toContain('skipped')
    expect(there[at]?.dropped).toEqual(here.dropped)
    expect(there[at] && text(there[at])).toBe(text(here))
  }
})

it('a thread that breaks is told to whoever waits for a page, and to whoever asks after', async () => {
  const { prepare } = open()
  await prepare(page(1000))
  await expect(prepare(page(1).map((wanted) => ({ ...wanted, raw: '{' })))).rejects.toThrow('JSON')
  await expect(prepare(page(1))).rejects.toThrow('JSON')
})
