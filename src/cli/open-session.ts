import { dataFolder } from './data-folder.ts'
import { type Ends, newEnds } from './ends.ts'
import type { EngineOptions, OpenEngine } from './engine.ts'
import { type Reached, reach, reachOwn } from './reach.ts'
import type { Globals } from './read-command.ts'
import type { Session } from './session.ts'
import type { Terminal } from './terminal.ts'
import { jsonText } from './text/json-text.ts'
import { tellTimesIn } from './text/values.ts'

/** What a session is made of. */
export type SessionParts = Pick<Session, 'terminal' | 'clock' | 'env' | 'interrupts'> & {
  readonly openEngine: OpenEngine
}

/** A command's session, and the way to leave whatever it opened, the last opened first. */
export function openSession(
  { data, json }: Globals,
  parts: SessionParts,
): { session: Session; leave: () => Promise<void> } {
  const terminal = json ? withoutPerson(parts.terminal) : parts.terminal
  const folder = dataFolder(data)
  const ends = newEnds()
  const open = opener({ ...parts, terminal }, ends)
  let api: Promise<Reached> | undefined
  const session: Session = {
    ...parts,
    terminal,
    json,
    dataFolder: folder,
    api: async () => {
      api ??= open(reach, { dataFolder: folder, allow: [] })
      return (await api).client
    },
    isAlone: async () => (await api)?.engine !== undefined,
    serve: async (options) => {
      const { client, engine } = await open(reachOwn, options)
      const { socketPath, origin, setupCode, lost } = engine
      return { client, socketPath, origin, setupCode, lost }
    },
    afterwards: ends.add,
    show: (value, text) => terminal.out(json ? jsonText(value) : text),
  }
  return { session, leave: ends.all }
}

type How<R> = (options: EngineOptions, openEngine: OpenEngine) => Promise<R>

function opener({ terminal, env, openEngine }: SessionParts, ends: Ends) {
  return async <R extends Reached>(how: How<R>, options: EngineOptions): Promise<R> => {
    terminal.status('Opening the directory')
    let opening: Promise<R> | undefined
    // What fails to open has closed itself.
    ends.add(async () => opening?.then(leave, () => undefined))
    opening = how({ ...options, allow: [...allowed(env), ...options.allow] }, openEngine)
    const reached = await opening
    tellTimesIn((await reached.client.health()).zone)
    terminal.status('')
    if (reached.engine?.newKey) terminal.err(keyNote(reached.engine.newKey))
    return reached
  }
}

const leave = (reached: Reached) => reached.leave()

/** A program that reads JSON answers no questions and watches no progress. */
function withoutPerson(terminal: Terminal): Terminal {
  return { ...terminal, status: () => undefined, ask: undefined }
}

function allowed(env: Session['env']): string[] {
  return (env.MUSTER_ALLOW ?? '').split(',').flatMap((entry) => entry.trim() || [])
}

function keyNote(place: string): string {
  return `A new root key opens the credentials kept from now on. Keep a copy of it: ${place}`
}
