import type { Amounts } from '../../simulators/planhat/faults/fault.ts'
import type { FaultCode } from '../../src/lib/errors.ts'

/** What becomes of a run that meets a fault. The directory is as the vendor's list says, or as it was. */
export type Verdict =
  /** The whole list was read, perhaps at the second try. */
  | { readonly kind: 'whole'; readonly skipped?: number | 'some'; readonly created?: number }
  /** The run failed with this code, and nothing was applied. */
  | { readonly kind: 'fails'; readonly code: FaultCode }
  /** The vendor kept so many users back without a sign of it: they stay as they were. */
  | { readonly kind: 'misses'; readonly users: number }
  /** The struck record fails by name and stays as it was; everybody else goes through. */
  | { readonly kind: 'record'; readonly problem: RegExp }
  /** The struck record is taken as the vendor tells it. */
  | { readonly kind: 'taken'; readonly tells: Readonly<Record<string, unknown>> }

export type Position = 'first' | 'middle' | 'last'

/** How a fault ends when it strikes a page once, everywhere or by place, and when it strikes a page for ever. */
export interface Expected {
  readonly once: Verdict | Readonly<Record<Position, Verdict>>
  readonly always?: Verdict
  readonly with?: Amounts
}

const whole: Verdict = { kind: 'whole' }
const repeated: Verdict = { kind: 'whole', skipped: 1 }
const fails = (code: FaultCode): Verdict => ({ kind: 'fails', code })
const misses = (users: number): Verdict => ({ kind: 'misses', users })
const record = (problem: RegExp): Expected => ({ once: { kind: 'record', problem } })
const taken = (tells: Readonly<Record<string, unknown>>): Expected => ({ once: { kind: 'taken', tells } })

const mended = (code: FaultCode, amounts?: Amounts): Expected => ({
  once: whole,
  always: fails(code),
  ...(amounts ? { with: amounts } : {}),
})
const final = (code: FaultCode): Expected => ({ once: fails(code), always: fails(code) })
const harmless: Expected = { once: whole, always: whole }
// An empty page is asked for once more before it counts as the end.
const noUsers: Expected = { once: whole }

const same = (names: readonly string[], expected: Expected): Readonly<Record<string, Expected>> =>
  Object.fromEntries(names.map((name) => [name, expected]))

const bodies = ['json', 'text', 'html', 'empty']
const serverErrors = [500, 502, 503, 504].flatMap((status) => bodies.map((body) => `${status}-${body}`))

/** A list of 30 users, ten on a page, and each fault of the simulated vendor: how the run must end. */
export const verdicts: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  F1: same(['text', 'json', 'empty'], mended('vendor.busy')),
  F2: {
    ...same(['seconds', 'date', 'garbage', 'zero'], mended('vendor.busy')),
    // An hour is longer than a run waits.
    huge: final('vendor.busy'),
  },
  F3: same(serverErrors, mended('vendor.down')),
  F4: {
    'slow-headers': mended('vendor.down', { ms: 5000 }),
    drip: mended('vendor.down', { ms: 100, bytes: 1 }),
    stall: mended('vendor.down'),
  },
  F5: {
    refused: mended('vendor.down', { ms: 1 }),
    'reset-before-headers': mended('vendor.down'),
    'reset-after-headers': mended('vendor.down'),
    'closed-keep-alive': harmless,
  },
  F6: {
    ...same(['truncated', 'malformed', 'nan', 'invalid-utf8', 'trailing-garbage'], mended('vendor.odd')),
    'truncated-length': mended('vendor.down'),
    bom: harmless,
  },
  F7: same(['login-page', 'html-type', 'redirect'], final('vendor.odd')),
  F8: same(['object', 'data', 'null', 'string', 'error'], final('vendor.odd')),
  F9: {
    ...same(['within', 'changed'], { once: repeated }),
    // Behind the last page, a page of nothing but the repeated user is the same page again.
    across: { once: { first: repeated, middle: repeated, last: fails('vendor.loop') } },
  },
  F10: {
    // One place further, everybody behind moves up: one is skipped at the next border of two pages.
    delete: { once: { first: misses(1), middle: misses(1), last: whole } },
    insert: { once: { kind: 'whole', created: 1 } },
    'email-change': harmless,
    deactivate: harmless,
  },
  F11: { revoked: final('vendor.auth'), forbidden: final('vendor.permission'), paused: final('vendor.auth') },
  F12: { empty: noUsers },
  F13: { empty: noUsers },
  F14: {
    wide: harmless,
    deep: record(/nested more than 64 levels deep at custom/),
    long: record(/more than 64 KiB of text in nickName/),
  },
  F15: { ignored: harmless, capped: harmless },
  F16: { ignored: { once: { first: whole, middle: fails('vendor.loop'), last: fails('vendor.loop') } } },
  F17: {
    // Some come twice, so others may not have come: the list is read again.
    shuffled: { once: { kind: 'whole', skipped: 'some' } },
    // From the other end, the middle is the middle; the last page is the first one again.
    reversed: { once: { first: fails('vendor.loop'), middle: whole, last: fails('vendor.loop') } },
  },
  F18: {
    'wrong-types': taken({ email: 'GONE.User@Example.COM', active: false, role: 'CSM, Manager' }),
    'no-id': record(/has no _id/),
    'number-id': record(/has a _id that is a number, not a text/),
    'null-row': record(/is null, not an object/),
    'text-row': record(/is a text, not an object/),
  },
  F19: {
    rtl: taken({ displayName: 'אבג abc' }),
    emoji: taken({ displayName: '🐉👩‍👩‍👧‍👦🇸🇪' }),
    nul: taken({ lastName: 'NullByte' }),
    'long-name': record(/65536 characters; at most/),
    'proto-keys': harmless,
    formula: taken({ lastName: '@SUM(A1)' }),
  },
  F20: same(['future', 'epoch', 'year-one', 'no-ms', 'zone'], harmless),
  F21: { refused: final('vendor.auth') },
  F22: same(['to-https', 'other-host'], final('vendor.odd')),
}
