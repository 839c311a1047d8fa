/**
 * Every fault Muster can answer with: its HTTP status, whether trying again later can help,
 * and the sentence a person reads. What a record, a person or a vendor did wrong in an expected
 * way (a bad row, two matches) is not a fault but an outcome, and is a value.
 */
export const faults = {
  'input.invalid': { status: 422, retry: false, text: 'Some of what was sent is not valid' },
  'not.found': { status: 404, retry: false, text: 'There is no such thing here' },
  'not.allowed': { status: 403, retry: false, text: 'You may not do this' },
  'not.signed-in': { status: 401, retry: false, text: 'Say who you are' },
  'list.slow': {
    status: 422,
    retry: false,
    text: 'This took longer than five seconds and was given up. Narrow the list with a filter, or sort by another field.',
  },
  'sign-in.refused': { status: 401, retry: false, text: 'E-mail address, password or code is not right' },
  'sign-in.code': { status: 401, retry: false, text: 'A code of your authenticator app is needed, too' },
  'sign-in.slow': { status: 429, retry: true, text: 'Too many tries; wait a moment' },
  'sign-in.confirm': { status: 403, retry: false, text: 'Give your password again, then this can be done' },
  'provider.down': { status: 502, retry: true, text: 'The identity provider could not be asked' },
  'ticket.over': {
    status: 410,
    retry: false,
    text: 'This link or code was used, or is too old: ask for a new one',
  },
  conflict: { status: 409, retry: false, text: 'This does not fit what is there now' },
  'edit.stale': { status: 412, retry: false, text: 'This was changed since you read it' },
  'repeat.running': {
    status: 409,
    retry: true,
    text: 'The first request with this Idempotency-Key is still under way',
  },
  'repeat.other': {
    status: 422,
    retry: false,
    text: 'This Idempotency-Key was sent with another request; take a new one for each',
  },
  'repeat.secret': {
    status: 409,
    retry: false,
    text: 'This was done before, and its answer is shown only once',
  },
  'request.unreadable': { status: 400, retry: false, text: 'The request cannot be read' },
  'request.method': { status: 405, retry: false, text: 'This cannot be done here' },
  'request.large': { status: 413, retry: false, text: 'The request is too large' },
  'request.long': {
    status: 431,
    retry: false,
    text: 'The address and the headers may have 16 KiB together; a long filter is told in fewer words with "in"',
  },
  'request.type': { status: 415, retry: false, text: 'Only JSON is accepted here' },
  'request.many': { status: 429, retry: true, text: 'Too many requests' },
  'expression.invalid': { status: 422, retry: false, text: 'This expression cannot be read' },
  'integration.draft': { status: 409, retry: false, text: 'The integration is not complete' },
  'run.active': { status: 409, retry: true, text: 'A run of this integration is under way' },
  'run.state': { status: 409, retry: false, text: 'The run is not in a state that allows this' },
  'run.stale': { status: 409, retry: false, text: 'The directory moved since this plan was made' },
  'run.held': { status: 409, retry: false, text: 'A brake holds this run until a person decides' },
  'run.unseen': {
    status: 409,
    retry: false,
    text: 'Nobody has looked at a plan of this configuration yet',
  },
  'run.ledger': { status: 500, retry: false, text: 'The ledger of the run does not add up' },
  'run.interrupted': {
    status: 409,
    retry: true,
    text: 'This run was interrupted five times without coming any further, and is given up. Nothing was applied; see why Muster or its database ends, then run the integration again.',
  },
  'run.cancelled': { status: 409, retry: false, text: 'The run was cancelled' },
  'vendor.auth': { status: 502, retry: false, text: 'The vendor refused the credential' },
  'vendor.permission': { status: 502, retry: false, text: 'The credential lacks a permission at the vendor' },
  'vendor.busy': { status: 503, retry: true, text: 'The vendor asked us to slow down' },
  'vendor.down': { status: 502, retry: true, text: 'The vendor could not be reached or failed' },
  'vendor.odd': { status: 502, retry: false, text: 'The vendor answered in a shape we do not know' },
  'vendor.too-large': { status: 502, retry: false, text: 'The vendor sent more than we accept' },
  'vendor.loop': { status: 502, retry: false, text: 'The vendor sent the same page again' },
  'address.refused': { status: 422, retry: false, text: 'This address may not be called' },
  'mail.settings': { status: 500, retry: false, text: 'The settings for e-mail do not fit' },
  'mail.failed': { status: 502, retry: true, text: 'The e-mail could not be sent' },
  'vault.key': { status: 500, retry: false, text: 'The vault cannot be opened' },
  'vault.sealed': { status: 500, retry: false, text: 'This secret cannot be opened' },
  'database.start': { status: 503, retry: false, text: 'The database did not start' },
  'database.busy': { status: 503, retry: true, text: 'The database is in use by another server' },
  'database.schema': { status: 503, retry: false, text: 'The database was made by another version' },
  'database.down': { status: 503, retry: true, text: 'The database cannot be reached' },
  'database.full': {
    status: 507,
    retry: true,
    text: 'The disk that holds the database is full. Nothing of this was written; make room, then try again.',
  },
  'database.unsure': {
    status: 503,
    retry: true,
    text: 'The connection to the database broke while this was being written: it was written whole, or not at all. Look before you try again, or repeat the request with the same Idempotency-Key.',
  },
  'database.locked': { status: 409, retry: true, text: 'These data are being written' },
  'server.fault': { status: 500, retry: false, text: 'Something went wrong here, and was logged' },
} as const satisfies Record<string, Fault>

interface Fault {
  readonly status: number
  readonly retry: boolean
  readonly text: string
}

export type FaultCode = keyof typeof faults

/** One thing that is wrong with one input; `field` is the name its sender gave it. */
export interface Problem {
  readonly field: string
  readonly message: string
}

/**
 * A fault with a code from the table. `message` says what happened and the way out; `detail` is
 * public (it goes into problem JSON and run reports), so no secret and no vendor body goes there.
 */
export class AppError extends Error {
  readonly code: FaultCode
  readonly detail: Readonly<Record<string, unknown>>

  constructor(
    code: FaultCode,
    message?: string,
    detail: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(message ?? faults[code].text, cause === undefined ? {} : { cause })
    this.name = 'AppError'
    this.code = code
    this.detail = detail
  }
}

/** Bad input with every problem named at its field. */
export function invalid(problems: readonly Problem[]): AppError {
  const text = problems.map((p) => `${p.field}: ${p.message}`).join('; ')
  return new AppError('input.invalid', text, { problems })
}
