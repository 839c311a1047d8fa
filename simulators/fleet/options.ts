import { parseArgs } from 'node:util'

/** How a simulated Fleet is to be; everything can be left out. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port; the same for the control API. */
  readonly port?: number
  readonly controlPort?: number
  /** The same seed gives the same hosts; 1 by default. */
  readonly seed?: number
  /** So many hosts; 100 by default. */
  readonly hosts?: number
  /** Of so many users of a simulated Planhat with the same seed; as many as hosts by default. */
  readonly users?: number
  readonly token?: string
  /** Milliseconds since 1970 at which it stands still. */
  readonly now?: number
  /** What `populate_end_users` brings: the users, or nothing, as in version 4.92.3. */
  readonly endUsers?: 'listed' | 'null'
  /** The most hosts on one page. */
  readonly perPageMost?: number
}

export type Settings = Required<SimulatorOptions>

/** Fills in the options; throws a `RangeError` that names what does not fit. */
export function settle(options: SimulatorOptions): Settings {
  const hosts = options.hosts ?? 100
  const settings: Settings = {
    port: 0,
    controlPort: 0,
    seed: 1,
    hosts,
    users: hosts,
    token: 'sim-token',
    now: Date.UTC(2026, 9, 1, 6),
    endUsers: 'listed',
    perPageMost: 10_000,
    ...options,
  }
  for (const name of numbers) {
    const value = settings[name]
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${name} must be a whole number from 0 on`)
  }
  if (!['listed', 'null'].includes(settings.endUsers)) throw new RangeError('endUsers is listed or null')
  return settings
}

const numbers = ['port', 'controlPort', 'seed', 'hosts', 'users', 'now', 'perPageMost'] as const
const texts = ['token', 'endUsers'] as const

/** Reads options from flags (`--hosts 500 --token t`) and from the environment (`SIM_HOSTS`); flags win. */
export function readOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): SimulatorOptions {
  const names = [...numbers, ...texts]
  const options = Object.fromEntries(names.map((name) => [dashed(name), { type: 'string' } as const]))
  const { values } = parseArgs({ args: [...argv], options, allowPositionals: false })
  const given = names.flatMap((name): [string, string | number][] => {
    const flag = values[dashed(name)]
    const text =
      typeof flag === 'string' ? flag : env[`SIM_${dashed(name).replaceAll('-', '_').toUpperCase()}`]
    if (text === undefined) return []
    return [[name, texts.some((one) => one === name) ? text : Number(text)]]
  })
  // Every value is checked by `settle`, which is where options of any origin end.
  return Object.fromEntries(given) as SimulatorOptions
}

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
