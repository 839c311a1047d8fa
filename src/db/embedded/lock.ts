import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../lib/errors.ts'
import { identify, type ProcessIdentity, stillRuns } from './process-identity.ts'

/** Says that a data folder is ours until it is released, or until this process is no more. */
export interface Lock {
  release(): Promise<void>
}

/**
 * Takes a data folder for this process. Everybody who wants it first puts up a note of their own and then
 * reads all notes: of two who start together at least one sees the other. A note counts for as long as the
 * process that wrote it runs, whatever its age, and nobody ever removes the note of a process that runs.
 * Throws `database.busy` with the number of the process that has the folder.
 */
export async function lockFolder(folder: string): Promise<Lock> {
  const us = identify(process.pid)
  if (!us) throw new Error('a process that runs cannot tell who it is')
  const notes = join(folder, 'lock')
  await mkdir(notes, { recursive: true })
  for (let tries = 1; ; tries++) {
    const note = await writeNote(notes, us)
    const other = await otherHolder(notes, note)
    if (!other) return { release: () => rm(join(notes, note), { force: true }) }
    await rm(join(notes, note), { force: true })
    if (tries === 3) throw busy(folder, other)
    // Both of two who start together may have withdrawn; waiting unequally long lets one of them win.
    await wait(50 + Math.random() * 200)
  }
}

/** Written aside and renamed, so that nobody reads half a note. */
async function writeNote(notes: string, us: ProcessIdentity): Promise<string> {
  const note = `${us.pid}-${crypto.randomUUID()}.json`
  const draft = join(notes, `${note}.draft`)
  await writeFile(draft, JSON.stringify(us), { flag: 'wx', mode: 0o600 })
  await rename(draft, join(notes, note))
  return note
}

async function otherHolder(notes: string, own: string): Promise<ProcessIdentity | undefined> {
  for (const name of await readdir(notes)) {
    if (name === own || !name.endsWith('.json')) continue
    const holder = await readNote(join(notes, name))
    if (holder && stillRuns(holder)) return holder
    await rm(join(notes, name), { force: true })
  }
  return undefined
}

async function readNote(path: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  try {
    // Only this file writes notes.
    return text === undefined ? undefined : (JSON.parse(text) as ProcessIdentity)
  } catch {
    // Whole when it appeared, so the machine went down before it was on disk: its writer is no more.
    return undefined
  }
}

function busy(folder: string, { pid }: ProcessIdentity): AppError {
  return new AppError(
    'database.busy',
    `Muster already runs on ${folder} (process ${pid}): use that one, stop it, or choose another folder with MUSTER_DATA`,
    { pid, folder },
  )
}
