import type { Outcome, Run } from '../../client/run.ts'

/** A run of 2,000 records that waits to be applied; a test says what is different in its own. */
export function aRun(more: Partial<Run> = {}): Run {
  return {
    id: 'run_1',
    integrationId: 'int_1',
    integrationName: 'Planhat users',
    state: 'previewed',
    mode: 'plan',
    kind: 'load',
    object: 'person',
    undoes: null,
    undoneBy: null,
    archived: 0,
    restored: 0,
    links: false,
    actor: 'ada',
    attempts: 1,
    revision: 1,
    ledger: { read: 2000, created: 1990, updated: 1, unchanged: 0, skipped: 5, failed: 4, held: 0 },
    gone: 0,
    unmaintained: 0,
    progress: { read: 2000, staged: 2000, applied: 0, toApply: 1991, expected: null, secondsLeft: null },
    digest: 'd1',
    fault: null,
    remarks: [],
    brakes: [],
    releasedBy: null,
    rejectedBy: null,
    rejectedBecause: null,
    releasedAt: null,
    timings: { reading: 600, planning: 400 },
    queuedAt: '2026-01-31T08:05:00.000Z',
    startedAt: '2026-01-31T08:05:00.000Z',
    plannedAt: '2026-01-31T08:05:01.000Z',
    finishedAt: null,
    ...more,
  }
}

/** An outcome of a record that changes nothing yet. */
export function anOutcome(more: Partial<Outcome> = {}): Outcome {
  return {
    number: 1,
    vendorId: '5f00',
    label: 'Ada Berg',
    kind: 'created',
    reason: null,
    reasonText: null,
    personId: null,
    deviceId: null,
    saasApplicationId: null,
    software: null,
    changes: [],
    account: null,
    problems: [],
    ...more,
  }
}
