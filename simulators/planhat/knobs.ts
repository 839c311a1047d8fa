import { isObject } from './json.ts'

/** One setting: what it starts as and how a value from outside is read. `read` throws a `RangeError`. */
interface Knob<T> {
  readonly initial: T
  readonly read: (given: unknown) => T
}

/**
 * What nobody outside Planhat can be sure of, each as a setting. Names are the same on the command line
 * (`--over-max 400`), in the environment (`SIM_OVER_MAX`) and in the control API (`{"overMax": "400"}`).
 */
export const knobTable = {
  overMax: oneOf('clamp', '400', 'cap2000'),
  badLimit: oneOf('default', '400'),
  projection: oneOf('default2025', 'docs2021', 'legacy2020'),
  ignoreSelect: flag(false),
  selectOmits: oneOf('nothing', 'version-and-permissions'),
  rolesShape: oneOf('objects', 'ids', 'mixed'),
  permissionsShape: oneOf('object', 'array', 'absent'),
  absentRate: within(0, 0, 1),
  naturalOrder: oneOf('insertion', 'shuffled-per-request'),
  removedRows: oneOf('include', 'exclude'),
  singleUsers: oneOf('readable', 'forbidden', 'missing'),
  rolesAndTeams: oneOf('forbidden', 'readable'),
  gzip: flag(false),
  chunked: flag(false),
  refusalBody: oneOf('text', 'json', 'json-string', 'empty', 'rotate'),
  rateLimit: flag(true),
  rateCalls: within(200, 1, 1e9),
  rateWindowMs: within(60_000, 1, 3_600_000),
  ratePerSecond: within(150, 1, 1e9),
  rateInFlight: within(50, 1, 1e9),
  rateHeaders: oneOf('delta', 'epoch-s', 'epoch-ms', '2017', 'none'),
  retryAfter: oneOf('absent', 'seconds', 'date', 'garbage', 'zero', 'huge'),
  busyBody: oneOf('text', 'json', 'empty'),
  timeScale: within(1, 0.001, 1e6),
  cacheMegabytes: within(1024, 0, 65_536),
  journalLength: within(10_000, 1, 1e6),
} as const

/** The value of every knob. */
export type Knobs = { readonly [K in keyof typeof knobTable]: ReturnType<(typeof knobTable)[K]['read']> }

/** Every knob as it starts. */
export const initialKnobs: Knobs = turnKnobs(undefined, {})

/** The knobs after some were turned; throws a `RangeError` that names a knob that does not exist or fit. */
export function turnKnobs(current: Knobs | undefined, given: unknown): Knobs {
  if (!isObject(given)) throw new RangeError('Knobs are an object of names and values')
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(knobTable, name)) throw new RangeError(`There is no knob ${name}`)
  }
  const turned = Object.entries(knobTable).map(([name, knob]) => {
    const value = given[name]
    if (value === undefined) return [name, current?.[name as keyof Knobs] ?? knob.initial]
    return [name, readNamed(name, knob, value)]
  })
  // The entries are those of the table, each read by its own knob; fromEntries forgets which.
  return Object.fromEntries(turned) as Knobs
}

function readNamed(name: string, knob: Knob<unknown>, value: unknown): unknown {
  try {
    return knob.read(value)
  } catch (cause) {
    throw new RangeError(`${name} must be ${cause instanceof Error ? cause.message : 'something else'}`)
  }
}

function oneOf<const T extends string>(first: T, ...rest: readonly T[]): Knob<T> {
  const choices = [first, ...rest]
  const read = (given: unknown): T => {
    const found = choices.find((choice) => choice === given)
    if (found === undefined) throw new RangeError(`one of ${choices.join(', ')}`)
    return found
  }
  return { initial: first, read }
}

function flag(initial: boolean): Knob<boolean> {
  const read = (given: unknown): boolean => {
    if (given !== true && given !== false && given !== 'true' && given !== 'false') {
      throw new RangeError('true or false')
    }
    return given === true || given === 'true'
  }
  return { initial, read }
}

function within(initial: number, least: number, most: number): Knob<number> {
  const read = (given: unknown): number => {
    const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      throw new RangeError(`a number from ${least} to ${most}`)
    }
    return value
  }
  return { initial, read }
}
