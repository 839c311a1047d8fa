import type { EngineOptions } from '../engine.ts'
import { dataFolder } from './data-folder.ts'
import { type OpenEngine, type Reached, reach, reachOwn } from './reach.ts'
import type { Globals } from './read-command.ts'
import type { Session } from './session.ts'
import type { Terminal } from './terminal.ts'
import { jsonText } from './text/json-text.ts'

/** What a session is made of. */
export type SessionParts = Pick<Session, 'terminal' | 'clock' | 'env' | 'interrupts'> & {
  readonly openEngine: OpenEngine
}

/** A command's session, and the way to leave whatever it opened. */
export function openSession(
  { data, json }: Globals,
  parts: SessionParts,
): { session: Session; leave: () => Promise<void> } {
  const terminal = json ? withoutPerson(parts.terminal) : parts.terminal
  const folder = dataFolder(data)
  const ends: (() => Promise<void>)[] = []
  const keep = (opening: Promise<Reached>) => {
    // An opening that fails has closed what it opened.
    ends.push(() =>
      opening.then(
        ({ leave }) => leave(),
        () => undefined,
      ),
    )
    return opening
  }
  const start = async (how: typeof reach, options: EngineOptions) => {
    terminal.status('Opening the directory')
    const one = await keep(
      how({ ...options, allow: [...allowed(parts.env), ...(options.allow ?? [])] }, parts.openEngine),
    )
    terminal.status('')
    if (one.engine?.newKey) terminal.err(keyNote(one.engine.newKey))
    return one
  }
  let api: Promise<Reached> | undefined
  const session: Session = {
    ...parts,
    terminal,
    json,
    dataFolder: folder,
    api: async (allow = []) => {
      api ??= start(reach, { dataFolder: folder, allow })
      return (await api).client
    },
    serve: async (options) => {
      const { client, engine } = await start(reachOwn, options)
      return { client, socketPath: engine?.socketPath ?? '' }
    },
    afterwards: (work) => void ends.push(work),
    show: (value, text) => terminal.out(json ? jsonText(value) : text),
  }
  const leave = async () => {
    for (const end of ends.reverse()) await end()
  }
  return { session, leave }
}

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
