import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** One process among all that ever had its number: none other has the same three. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it started, in whatever the system counts; empty where it does not tell. */
  readonly started: string
  /** The boot of the machine it runs in; empty where the system does not tell. */
  readonly boot: string
}

/** Who a process is. `undefined` if there is no such process now. */
export function identify(pid: number): ProcessIdentity | undefined {
  if (!isAlive(pid)) return undefined
  if (process.platform === 'linux') return identifyOnLinux(pid)
  if (process.platform === 'win32') return { pid, started: '', boot: '' }
  return { pid, started: ask('ps', ['-o', 'lstart=', '-p', String(pid)]), boot: '' }
}

/** Whether that very process still runs, and not another that got its number since. */
export function stillRuns(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid)
  return now !== undefined && now.started === identity.started && now.boot === identity.boot
}

/** Whether some process has this number. One that we may not signal is alive too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // `kill` throws only system errors, which have a code.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(pid)
}

function identifyOnLinux(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid)
  if (!stat) return undefined
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  // Field 22 of the line, counted from 1: start in clock ticks since the boot.
  return { pid, started: stat[19] ?? '', boot }
}

/** Dead, but not yet collected by its parent: nothing of it works any more. */
function isZombie(pid: number): boolean {
  return process.platform === 'linux' && readStat(pid)?.[0] === 'Z'
}

/** What `/proc` says of a process, from the third field on: the second is its name and may hold anything. */
function readStat(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

function ask(program: string, options: readonly string[]): string {
  try {
    return execFileSync(program, options, { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
