import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { AppError } from '../../lib/errors.ts'
import { isAlive } from './process-identity.ts'

/** How long a server may take for a fast shutdown before it is made to stop at once, in milliseconds. */
const patience = 20_000

/**
 * Ends a server that outlived the Muster that started it. To be called only by the holder of the data
 * folder's lock. A number that now belongs to another program is left alone. Throws `database.busy`.
 */
export async function endOrphan(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return
  if (!isAlive(pid) || !(await isPostgresOf(folder, pid))) {
    await rm(file, { force: true })
    return
  }
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one; both lose nothing that was committed.
  if ((await end(pid, 'SIGINT')) || (await end(pid, 'SIGQUIT'))) return
  throw new AppError(
    'database.busy',
    `PostgreSQL (process ${pid}) still works on ${folder} and does not stop: end it and start again`,
    { pid },
  )
}

/** Asks a server to stop; true once it is gone. */
export async function end(pid: number, signal: 'SIGINT' | 'SIGQUIT'): Promise<boolean> {
  try {
    process.kill(pid, signal)
  } catch {
    return !isAlive(pid)
  }
  const deadline = Date.now() + patience
  while (Date.now() < deadline) {
    if (!isAlive(pid)) return true
    await wait(20)
  }
  return false
}

/** A process keeps its number for itself only as long as it lives; the command line tells whose it is now. */
async function isPostgresOf(folder: string, pid: number): Promise<boolean> {
  const command =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(
          ({ stdout }) => stdout,
          () => '',
        )
  return command.includes('postgres') && command.includes(folder)
}
