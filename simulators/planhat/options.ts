import { parseArgs } from 'node:util'
import { goodToken, type Token } from './auth.ts'
import { isObject, type JsonObject, parseJson } from './json.ts'
import { type Knobs, knobTable, turnKnobs } from './knobs.ts'
import { isUser, type User } from './users.ts'

/** How a simulated Planhat is to be; everything can be left out. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port; the same for the control API. */
  readonly port?: number
  readonly controlPort?: number
  /** The same seed gives the same tenant; 1 by default. */
  readonly seed?: number
  /** So many invented users, or exactly these; 100 by default. */
  readonly users?: number | readonly JsonObject[]
  /** Tokens that are accepted, as text or with their rights; `sim-token` by default. */
  readonly tokens?: readonly (string | Partial<Token>)[]
  /** The cluster this host belongs to; tokens of another one are refused. */
  readonly cluster?: string
  readonly knobs?: Partial<Knobs>
}

/** The options with every default filled in. */
export interface Settings {
  readonly port: number
  readonly controlPort: number
  readonly seed: number
  readonly users: number | readonly User[]
  readonly tokens: readonly Token[]
  readonly cluster: string
  readonly knobs: Knobs
}

/** Fills in and checks the options; throws a `RangeError` that names what does not fit. */
export function settle(options: SimulatorOptions): Settings {
  const cluster = options.cluster ?? 'main'
  const { tokens = ['sim-token'] } = options
  return {
    port: whole('port', options.port ?? 0, 65_535),
    controlPort: whole('controlPort', options.controlPort ?? 0, 65_535),
    seed: whole('seed', options.seed ?? 1, 0xffff_ffff),
    users: readUsers(options.users ?? 100),
    tokens: tokens.map((token) => ({
      ...goodToken('', cluster),
      ...(typeof token === 'string' ? { token } : token),
    })),
    cluster,
    knobs: turnKnobs(undefined, options.knobs ?? {}),
  }
}

/**
 * Reads options from flags (`--users 2000 --rate-limit false --token t`), from the environment (`SIM_USERS`)
 * and from `--options` with JSON. Flags win over JSON, JSON over the environment.
 */
export function readOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): SimulatorOptions {
  const names = [...ownFlags, ...Object.keys(knobTable)]
  const flags = Object.fromEntries(names.map((name) => [dashed(name), { type: 'string' } as const]))
  const { values } = parseArgs({ args: [...argv], options: flags, allowPositionals: false })
  const text = (name: string) => {
    const flag = values[dashed(name)]
    return typeof flag === 'string' ? flag : undefined
  }
  const json = fromJson(text('options') ?? env.SIM_OPTIONS ?? '{}')
  const from = (pick: (name: string) => string | undefined) => fromTexts(names, pick)
  const surrounding = from((name) => env[`SIM_${dashed(name).replaceAll('-', '_').toUpperCase()}`])
  const typed = from(text)
  return { ...surrounding, ...json, ...typed, knobs: { ...surrounding.knobs, ...json.knobs, ...typed.knobs } }
}

const ownFlags = ['port', 'controlPort', 'seed', 'users', 'token', 'cluster', 'options']

function fromJson(text: string): SimulatorOptions {
  const value = parseJson(text)
  if (!isObject(value)) throw new RangeError('options is a JSON object')
  // Every value is checked again by `settle`, which is where options of any origin end.
  return value as SimulatorOptions
}

function fromTexts(names: readonly string[], pick: (name: string) => string | undefined): SimulatorOptions {
  const given = names.flatMap((name): [string, string][] => {
    const value = pick(name)
    return value === undefined || name === 'options' ? [] : [[name, value]]
  })
  const isKnob = ([name]: [string, string]) => Object.hasOwn(knobTable, name)
  const own = given.filter((pair) => !isKnob(pair)).map(([name, value]) => ownOption(name, value))
  return { ...Object.assign({}, ...own), knobs: Object.fromEntries(given.filter(isKnob)) }
}

function ownOption(name: string, value: string): SimulatorOptions {
  if (name === 'token') return { tokens: value.split(',') }
  return name === 'cluster' ? { cluster: value } : { [name]: Number(value) }
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function readUsers(users: number | readonly JsonObject[]): number | readonly User[] {
  if (typeof users === 'number') return whole('users', users, 0xff_ffff)
  if (!users.every(isUser)) throw new RangeError('Every one of users needs an _id')
  return users
}

function whole(name: string, value: number, most: number): number {
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new RangeError(`${name} must be a whole number from 0 to ${most}`)
  }
  return value
}
