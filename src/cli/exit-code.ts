import type { Run } from '../client/run.ts'
import type { FaultCode } from '../lib/errors.ts'

/** What a command leaves behind for scripts; the help lists them. */
export const exits = {
  done: 0,
  failed: 1,
  usage: 2,
  recordsFailed: 3,
  person: 4,
  held: 5,
  changes: 6,
  unavailable: 69,
  busy: 75,
  configuration: 78,
} as const
export type ExitCode = (typeof exits)[keyof typeof exits]

// Trying again later helps with 69 and 75, a person with 4, an administrator with 78.
const byFault: Readonly<Partial<Record<FaultCode, ExitCode>>> = {
  'input.invalid': exits.usage,
  'expression.invalid': exits.usage,
  'address.refused': exits.usage,
  'not.allowed': exits.person,
  'not.signed-in': exits.person,
  conflict: exits.person,
  'integration.draft': exits.person,
  'run.state': exits.person,
  'run.stale': exits.person,
  'run.unseen': exits.person,
  'run.held': exits.held,
  'run.active': exits.busy,
  'vendor.auth': exits.person,
  'vendor.permission': exits.person,
  'vendor.busy': exits.unavailable,
  'vendor.down': exits.unavailable,
  'mail.settings': exits.configuration,
  'vault.key': exits.configuration,
  'vault.sealed': exits.configuration,
  'database.start': exits.configuration,
  'database.schema': exits.configuration,
  'database.busy': exits.busy,
  'database.locked': exits.busy,
  'database.down': exits.unavailable,
  'database.full': exits.unavailable,
}
const byCode = new Map<string, ExitCode>([
  ...Object.entries(byFault),
  ['server.unavailable', exits.unavailable],
])

/** The exit code of a fault, known by its code; what nobody foresaw is a plain failure. */
export function exitOfFault(code: string): ExitCode {
  return byCode.get(code) ?? exits.failed
}

/** The exit code of a run that ended. */
export function exitOfRun({ state, ledger, fault }: Run): ExitCode {
  if (state === 'failed') return exitOfFault(fault?.code ?? '')
  if (state === 'cancelled') return exits.failed
  if (state === 'held') return exits.held
  if (state === 'superseded' || state === 'rejected' || state === 'expired') return exits.person
  if (state === 'previewed' && fault?.code === 'run.unseen') return exits.person
  return ledger.failed > 0 ? exits.recordsFailed : exits.done
}
