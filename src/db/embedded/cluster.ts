import { spawn } from 'node:child_process'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../lib/errors.ts'
import { type Account, give, makePrivateFolder } from './account.ts'
import type { Binaries } from './binaries.ts'
import { startFault } from './start-fault.ts'

/** The role that owns everything in the embedded server. */
export const owner = 'muster'

/** How one starts to make a cluster; a password is asked for where there is no Unix socket to guard. */
export interface ClusterPlan {
  readonly folder: string
  readonly account: Account
  readonly password?: string | undefined
}

/**
 * Makes PostgreSQL's folder if there is none yet. Works on a draft and renames it, so that an interrupted
 * start leaves nothing half made. Throws `database.start`, or `database.schema` for another major version.
 */
export async function ensureCluster(binaries: Binaries, plan: ClusterPlan): Promise<void> {
  const made = await readFile(join(plan.folder, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (made === undefined) await makeCluster(binaries, plan)
  else if (Number.parseInt(made, 10) !== binaries.major) throw otherMajor(plan.folder, made.trim(), binaries)
}

async function makeCluster(binaries: Binaries, { folder, account, password }: ClusterPlan): Promise<void> {
  const draft = `${folder}.draft`
  const secret = `${folder}.password`
  await rm(draft, { recursive: true, force: true })
  if (password) await writeFile(secret, password, { mode: 0o600 })
  try {
    if (password) await give(secret, account)
    if (account) await makePrivateFolder(draft, account)
    await runInitdb(binaries, draft, account, [
      ...localeOptions(binaries.major),
      ...(password ? ['--auth=scram-sha-256', `--pwfile=${secret}`] : ['--auth=trust']),
    ])
    await writeFile(join(draft, 'postgresql.conf'), configuration)
    await rename(draft, folder)
  } finally {
    await rm(secret, { force: true })
    await rm(draft, { recursive: true, force: true })
  }
}

const configuration = `# Written once; lines below the include win over Muster's own settings.
include 'muster.conf'
`

/** PostgreSQL brings its own C.UTF-8 from version 17 on; before that it is the machine's, where it has one. */
function localeOptions(major: number): string[] {
  if (major >= 17) return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  return process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C']
}

/** Its output goes to our memory only; the last line of it says what was wrong. */
function runInitdb(binaries: Binaries, folder: string, account: Account, options: string[]): Promise<void> {
  const fixed = [`--pgdata=${folder}`, `--username=${owner}`, '--encoding=UTF8', '--data-checksums']
  const child = spawn(binaries.initdb, [...fixed, '--no-instructions', ...options], {
    cwd: '/',
    env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(startFault(error.message, dirname(folder))))
    child.on('close', (code) => (code === 0 ? resolve() : reject(startFault(complaint, dirname(folder)))))
  })
}

function otherMajor(folder: string, made: string, { major }: Binaries): AppError {
  return new AppError(
    'database.schema',
    `The database in ${folder} was made by PostgreSQL ${made} and this Muster brings ${major}: make a backup with the Muster it came from and restore it with this one`,
    { made, brought: major },
  )
}
