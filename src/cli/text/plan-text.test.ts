import { describe, expect, it } from 'vitest'
import { anOutcome, aRun } from '../test-data/runs.ts'
import { planText } from './plan-text.ts'
import { reportText } from './report-text.ts'

const first = { field: 'first_name', label: 'First name', before: null, after: 'Ada' }
const last = { field: 'last_name', label: 'Last name', before: null, after: 'Berg' }
const email = { field: 'email', label: 'Email', before: null, after: 'ada@example.com' }

describe('a plan', () => {
  it('names some of the people and says how to see all', () => {
    const ada = anOutcome({ label: 'ada@example.com', changes: [email, first, last] })
    const text = planText(aRun(), [{ kind: 'created', items: [ada] }])
    expect(text).toContain('  created     1,990\n')
    expect(text).toContain('Created (1 of 1,990)\n  Ada Berg  ada@example.com')
    expect(text).toContain('  … and 1,989 more: muster run show run_1 --kind created')
  })

  it('names a person who has no name by what the vendor calls the account', () => {
    const nameless = anOutcome({ label: 'ada@example.com', changes: [email] })
    expect(planText(aRun(), [{ kind: 'created', items: [nameless] }])).toContain('\n  ada@example.com\n')
  })

  it('can leave out how to see all', () => {
    const text = planText(aRun(), [{ kind: 'created', items: [anOutcome()] }], () => undefined)
    expect(text).toMatch(/… and 1,989 more$/)
  })

  it('shows a change person by person, field by field, the account with it', () => {
    const ada = anOutcome({
      kind: 'updated',
      changes: [{ field: 'last_name', label: 'Last name', before: 'Berg', after: 'Lind' }],
      account: {
        changes: [
          { field: 'role', label: 'Role', before: 'CSM', after: 'Manager' },
          { field: 'active', label: 'Active', before: true, after: false },
          { field: 'person', label: 'Person', before: null, after: 'per_1' },
        ],
      },
    })
    expect(planText(aRun(), [{ kind: 'updated', items: [ada] }])).toContain(`Updated
  Ada Berg
    Last name: Berg → Lind
    SaaS user, Role: CSM → Manager
    SaaS user, Active: yes → no
    SaaS user: now linked to this person`)
  })

  it('says who is gone, and what becomes of the account', () => {
    const gone = { field: 'gone', label: 'Gone', before: null, after: true }
    const active = { field: 'active', label: 'Active', before: true, after: false }
    const items = [
      anOutcome({ kind: 'gone', label: 'ada@example.com', account: { changes: [gone, active] } }),
      anOutcome({ kind: 'gone', label: 'bob', account: null }),
    ]
    expect(planText(aRun({ gone: 3 }), [{ kind: 'gone', items }])).toContain(`  gone            3

Gone (2 of 3)
  ada@example.com  SaaS user marked as gone and deactivated
  bob
  … and 1 more`)
  })

  it('says when a known person gets an account', () => {
    const ada = anOutcome({ kind: 'updated', account: { created: true, changes: [] } })
    expect(planText(aRun(), [{ kind: 'updated', items: [ada] }])).toContain('  Ada Berg\n    SaaS user: new')
  })

  it('gives the reason of what was skipped or failed in words', () => {
    const skipped = anOutcome({ kind: 'skipped', reason: 'exists', reasonText: 'The person exists' })
    const failed = anOutcome({
      kind: 'failed',
      label: '',
      reason: 'mandatory',
      reasonText: 'A mandatory field would be empty',
      problems: [
        { field: 'Username', message: 'is mandatory' },
        { field: 'Email', message: 'is mandatory' },
        { field: 'Role', message: 'is not an option' },
      ],
    })
    const text = planText(aRun(), [
      { kind: 'skipped', items: [skipped] },
      { kind: 'failed', items: [failed] },
    ])
    expect(text).toContain('  Ada Berg  The person exists')
    expect(text).toContain('  5f00  Username, Email: is mandatory; Role: is not an option')
  })

  it("lets a vendor's name paint nothing", () => {
    const evil = anOutcome({
      label: '\u001b[2J\u001b[31mAda\nApplied',
      changes: [{ ...email, after: '\u001b]8;;https://evil.example\u0007x@example.com' }],
    })
    expect(planText(aRun(), [{ kind: 'created', items: [evil] }])).not.toMatch(/\p{Cc}(?<!\n)|\nApplied/u)
  })

  it('leaves out kinds that do not occur', () => {
    expect(planText(aRun(), [{ kind: 'held', items: [] }])).not.toContain('Held')
  })
})

const brake = {
  brake: 'deactivations',
  message: '20 people or accounts would be deactivated.',
  count: 20,
  of: 100,
  limit: 10,
  samples: ['ada@example.com', 'bob\u001b[31m@example.com'],
}

it('a plan warns of every brake that it trips, with some of whom it is about', () => {
  const text = planText(aRun({ brakes: [brake] }), [])
  expect(text).toContain('Warnings\n  20 people or accounts would be deactivated.\n    ada@example.com, bob')
  expect(text).not.toContain('\u001b')
})

it('the report of a held run says what holds it', () => {
  const text = reportText(aRun({ state: 'held', brakes: [brake] }))
  expect(text).toContain('Held; nothing was applied\n  20 people or accounts would be deactivated.\n    ada@')
})

it('the report of a run that is held again says why', () => {
  const fault = { code: 'run.stale', message: 'The directory changed since this plan was made.' }
  expect(reportText(aRun({ state: 'held', fault }))).toContain(
    'Held; nothing was applied. The directory changed',
  )
})

describe('a report', () => {
  it.each([
    ['succeeded', 'Applied'],
    ['succeeded_with_failures', 'Applied, but 4 records failed and changed nothing'],
    ['previewed', 'Planned; nothing has been applied'],
    ['empty', 'The vendor listed nobody; nothing was changed'],
    ['cancelled', 'Cancelled; nothing was applied'],
    ['held', 'Held; nothing was applied'],
    ['rejected', 'Rejected; nothing was applied'],
    ['expired', 'Waited for too long; nothing was applied'],
    ['superseded', 'Replaced by a later run; nothing was applied'],
  ] as const)('of a run that is %s begins "%s"', (state, text) => {
    expect(reportText(aRun({ state })).split('\n')[0]).toBe(text)
  })

  it('says why a run failed', () => {
    const fault = { code: 'vendor.auth', message: 'Planhat refused the token' }
    expect(reportText(aRun({ state: 'failed', fault }))).toContain(
      'nothing was applied. Planhat refused the token',
    )
  })

  it('has the ledger, the time that was worked, and the pace', () => {
    expect(
      reportText(aRun({ state: 'succeeded' }))
        .split('\n')
        .slice(1),
    ).toEqual([
      '  read 2,000 = created 1,990 + updated 1 + unchanged 0 + skipped 5 + failed 4 + held 0',
      '  1.0 s, 2,000 records/s',
    ])
  })
})

describe('the plan of an undo', () => {
  const undo = aRun({
    kind: 'undo',
    undoes: 'run_0',
    archived: 1,
    ledger: { read: 4, created: 0, updated: 3, unchanged: 0, skipped: 0, failed: 1, held: 0 },
  })

  it('tells who goes back, who is archived, and what stays as it was changed since', () => {
    const stays = [{ field: 'Title', message: 'was changed since, and stays so' }]
    const back = { field: 'phone', label: 'Phone', before: '2', after: '1' }
    const unlinked = { field: 'person', label: 'Person', before: 'per_1', after: null }
    const ada = anOutcome({
      kind: 'updated',
      changes: [back],
      account: { changes: [unlinked] },
      problems: stays,
    })
    const bob = anOutcome({ kind: 'archived', label: 'Bob' })
    const text = planText(undo, [
      { kind: 'updated', items: [ada, ada] },
      { kind: 'archived', items: [bob] },
    ])
    expect(text).toContain(`Updated
  Ada Berg
    Phone: 2 → 1
    SaaS user: no longer linked to this person
    Title: was changed since, and stays so`)
    expect(text).toContain('Archived\n  Bob\n')
  })

  it('says what becomes of the integration, before and after', () => {
    const again = 'paused; its next run looks at 3 records again and waits as a plan'
    expect(planText(undo, [])).toContain(`The integration will be ${again}`)
    expect(reportText({ ...undo, state: 'succeeded' })).toContain(`The integration is ${again}`)
  })
})
