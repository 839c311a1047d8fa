import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The number of the PostgreSQL that serves a data folder. */
export function postmasterOf(dataFolder: string): number {
  return Number(readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

export interface Child {
  readonly pid: number
  /** What it is, as the process list has it: `postgres: muster postgres [local] COPY`. */
  readonly title: string
}

/** The processes that a process started. */
export function childrenOf(parent: number): readonly Child[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
    .map((pid) => ({ pid, title: textOf(pid, 'cmdline').replaceAll('\0', ' ').trim() }))
}

function parentOf(pid: number): number | undefined {
  // The name in brackets may hold anything; the parent is the second word after it.
  const [, after] = /\) \S (\d+)/.exec(textOf(pid, 'stat')) ?? []
  return after === undefined ? undefined : Number(after)
}

/** Empty for a process that is no more. */
function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** Ends a process at once; one that is gone already is well. */
export function kill9(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {}
}
