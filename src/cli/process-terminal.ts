import type { WriteStream } from 'node:tty'
import type { Ask, Terminal } from './terminal.ts'
import { cut } from './text/width.ts'

const clearLine = '\r\u001b[2K'
// A terminal that does not say how wide it is says 0.
const usualColumns = 80

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process
  leaveQuietly(stdout)
  const draw = stderr.isTTY ? painter(stderr) : () => undefined
  return {
    out: (text) => {
      draw('')
      stdout.write(`${text}\n`)
    },
    err: (text) => {
      draw('')
      stderr.write(`${text}\n`)
    },
    status: draw,
    width: stdout.isTTY ? stdout.columns || usualColumns : undefined,
    colour: stdout.isTTY && stdout.hasColors() && !process.env.NO_COLOR,
    ask: stdin.isTTY && stderr.isTTY ? prompts(draw) : undefined,
  }
}

/** `muster people | head` closes our output: that is no failure. */
function leaveQuietly(stdout: NodeJS.WriteStream): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
}

function painter(stderr: WriteStream): (text: string) => void {
  let drawn = ''
  return (text) => {
    if (text === drawn) return
    drawn = text
    stderr.write(clearLine + cut(text, (stderr.columns || usualColumns) - 1))
  }
}

function prompts(draw: (text: string) => void): Ask {
  // Loaded when somebody is asked: most commands ask nothing. Standard output stays free for results.
  const load = async () => {
    draw('')
    return import('@clack/prompts')
  }
  return {
    secret: async (message) => {
      const { password, isCancel } = await load()
      const answer = await password({ message, output: process.stderr })
      return isCancel(answer) ? undefined : answer
    },
    yes: async (message) => {
      const { text } = await load()
      // A whole word and Enter: a prompt that takes the first "y" would take "maybe" for a yes.
      const answer = text({ message, placeholder: 'yes or no', output: process.stderr })
      const said = await Promise.race([answer, endOfInput()])
      return typeof said === 'string' && /^y(es)?$/i.test(said.trim())
    },
  }
}

/** Ctrl-D: nobody will answer any more, which the prompt itself would wait for. */
const endOfInput = (): Promise<undefined> =>
  new Promise((resolve) => {
    process.stdin.on('keypress', (_, key: { readonly ctrl?: boolean; readonly name?: string }) => {
      if (key.ctrl && key.name === 'd') resolve(undefined)
    })
    process.stdin.once('end', () => resolve(undefined))
  })
