import { commands } from './commands.ts'
import type { Terminal } from './terminal.ts'

const words = [...new Set(commands.map(({ usage }) => usage.split(' ')[0])), 'help']
const typed = new RegExp(`(?<![\\w./-])muster (?=(?:${words.join('|')})\\b)`, 'g')

/**
 * A terminal on which `muster run …` reads as it has to be typed here: `./muster run …` where the wrapper was
 * called so. Without a name of its own nothing changes.
 */
export function namingCommands(terminal: Terminal, called: string | undefined): Terminal {
  if (!called || called === 'muster') return terminal
  const named = (text: string) => text.replace(typed, () => `${called} `)
  return {
    ...terminal,
    out: (text) => terminal.out(named(text)),
    err: (text) => terminal.err(named(text)),
  }
}
