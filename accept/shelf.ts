import { kill9Postgres } from './cases/kill9-postgres.ts'
import { kill9Server } from './cases/kill9-server.ts'
import { sigterm } from './cases/sigterm.ts'
import { vendorFaults } from './cases/vendor-faults.ts'
import type { Case } from './harness/case.ts'

/** Every case there is, by number. */
export const cases: readonly Case[] = [kill9Server, kill9Postgres, sigterm, vendorFaults]
