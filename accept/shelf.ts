import { auditChain } from './cases/audit-chain.ts'
import { brakes } from './cases/brakes.ts'
import { clockSkew } from './cases/clock-skew.ts'
import { concurrentLoads } from './cases/concurrent-loads.ts'
import { dueTimes } from './cases/due-times.ts'
import { fuzzApi } from './cases/fuzz-api.ts'
import { guesses } from './cases/guesses.ts'
import { kill9Postgres } from './cases/kill9-postgres.ts'
import { kill9Server } from './cases/kill9-server.ts'
import { kill9Undo } from './cases/kill9-undo.ts'
import { kill9Worker } from './cases/kill9-worker.ts'
import { ordinaryDays } from './cases/ordinary-days.ts'
import { sigterm } from './cases/sigterm.ts'
import { stoppedHolder } from './cases/stopped-holder.ts'
import { vendorFaults } from './cases/vendor-faults.ts'
import { webhooks } from './cases/webhooks.ts'
import type { Case } from './harness/case.ts'

/** Every case there is, by number. */
export const cases: readonly Case[] = [
  kill9Server,
  kill9Undo,
  kill9Worker,
  kill9Postgres,
  sigterm,
  dueTimes,
  stoppedHolder,
  concurrentLoads,
  clockSkew,
  vendorFaults,
  brakes,
  ordinaryDays,
  fuzzApi,
  guesses,
  webhooks,
  auditChain,
]
