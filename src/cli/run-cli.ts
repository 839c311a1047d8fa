import type { Clock } from '../lib/clock.ts'
import { commands } from './commands.ts'
import { dataFolder, logOf } from './data-folder.ts'
import type { OpenEngine } from './engine.ts'
import { type ExitCode, exits } from './exit-code.ts'
import { failureOf, failureText } from './failure.ts'
import { helpText } from './help.ts'
import { interrupted, type OnInterrupt, watchInterrupts } from './interrupts.ts'
import { namingCommands } from './naming-commands.ts'
import { openSession } from './open-session.ts'
import { readCommand, type Typed } from './read-command.ts'
import type { Terminal } from './terminal.ts'
import { jsonText } from './text/json-text.ts'
import { version } from './version.ts'

/** What the command line stands in. */
export interface Shell {
  readonly terminal: Terminal
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  readonly onInterrupt: OnInterrupt
  readonly openEngine: OpenEngine
}

/** Does what was typed and gives the exit code. Every failure ends here, as one line and its problems. */
export async function runCli(argv: readonly string[], given: Shell): Promise<ExitCode> {
  // What a program reads stays as it is.
  const called = argv.includes('--json') ? undefined : given.env.MUSTER_CALLED
  const terminal = namingCommands(given.terminal, called)
  const shell = { ...given, terminal }
  try {
    const typed = readCommand(argv, { commands, help: helpText, version })
    if (typed.kind === 'deed') return await perform(typed, shell)
    if (typed.kind === 'misuse') return refuse(typed.text, { terminal, json: argv.includes('--json') })
    terminal.out(typed.text)
    return exits.done
  } catch (error) {
    return fail(error, { terminal, json: argv.includes('--json'), logFile: logOf(dataFolder(undefined)) })
  }
}

async function perform({ deed, globals }: Extract<Typed, { kind: 'deed' }>, shell: Shell): Promise<ExitCode> {
  const { interrupts, ended, release } = watchInterrupts(shell.onInterrupt)
  const { session, leave } = openSession(globals, { ...shell, interrupts })
  try {
    return (await Promise.race([deed.run(session), ended])) ?? exits.done
  } catch (error) {
    return fail(error, { ...session, logFile: logOf(session.dataFolder) })
  } finally {
    session.terminal.status('')
    await leave()
    release()
  }
}

/** Words that are no command, or not all of one; a program is told so, too. */
function refuse(text: string, { terminal, json }: Pick<Around, 'terminal' | 'json'>): ExitCode {
  terminal.err(text.replace(/^error: /, 'muster: '))
  const message = text.replace(/^error: /, '')
  if (json) terminal.out(jsonText({ error: { code: 'input.invalid', message, problems: [] } }))
  return exits.usage
}

interface Around {
  readonly terminal: Terminal
  readonly json: boolean
  readonly logFile: string
}

function fail(error: unknown, { terminal, json, logFile }: Around): ExitCode {
  if (error === interrupted) {
    terminal.err('muster: interrupted')
    return exits.failed
  }
  const failure = failureOf(error, logFile)
  const { code, message, problems, exit } = failure
  terminal.err(failureText(failure))
  if (json) terminal.out(jsonText({ error: { code, message, problems } }))
  return exit
}
