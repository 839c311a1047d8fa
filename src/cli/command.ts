import type { z } from 'zod'
import { say } from '../kit/say.ts'
import type { Problem } from '../lib/errors.ts'
import type { CommandEnd, Session } from './session.ts'

interface Wording {
  /** Words, then arguments as `<needed>` or `[optional]`: "run show <id>". */
  readonly usage: string
  readonly summary: string
  /** Flags with their meaning: "--kind <kind>" → text. */
  readonly options?: Readonly<Record<string, string>>
  /** What else its help says, below the options. */
  readonly notes?: string
  /** Takes flags it does not know as arguments, for a program of its own. */
  readonly passesFlags?: boolean
}

/** What can be typed, as plain data with one `run`; read by the command line's one interpreter. */
export interface CommandSpec<I extends z.ZodObject> extends Wording {
  /** Arguments and options by their names; a dashed flag is written in one word (`baseUrl`). */
  readonly input: I
  run(session: Session, input: z.output<I>): Promise<CommandEnd>
}

/** A command as the interpreter sees it. */
export interface Command extends Wording {
  /** Checks what was typed; problems name the argument or option. */
  read(typed: Readonly<Record<string, unknown>>): Reading
}

/** What was typed is either a deed that can be done, or has problems. */
export type Reading =
  | { readonly ok: true; readonly input: unknown; run(session: Session): Promise<CommandEnd> }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** One command, with the compiler reading along. */
export function defineCommand<I extends z.ZodObject>({ input, run, ...wording }: CommandSpec<I>): Command {
  const read: Command['read'] = (typed) => {
    const parsed = input.safeParse(typed, { error: say })
    if (parsed.success) return { ok: true, input: parsed.data, run: (session) => run(session, parsed.data) }
    const problems = parsed.error.issues.map(({ path, message }) => ({
      field: String(path[0] ?? ''),
      message,
    }))
    return { ok: false, problems }
  }
  return { ...wording, read }
}
