import { expect, it } from 'vitest'
import { namingCommands } from './naming-commands.ts'

function printed(text: string, called: string | undefined): readonly string[] {
  const lines: string[] = []
  const note = (line: string) => lines.push(line)
  const terminal = { out: note, err: note, status: note, width: 80, colour: false, ask: undefined }
  const { out, err } = namingCommands(terminal, called)
  out(text)
  err(text)
  return lines
}

it.each([
  ['To apply it: muster run apply run_1', './muster', 'To apply it: ./muster run apply run_1'],
  ['Usage: muster load <connector>', '/opt/$&/muster', 'Usage: /opt/$&/muster load <connector>'],
  ['see muster help run', './muster', 'see ./muster help run'],
  ['muster: it is down; muster ran', './muster', 'muster: it is down; muster ran'],
  ['/var/lib/muster run', './muster', '/var/lib/muster run'],
  ['muster runs', undefined, 'muster runs'],
  ['muster runs', 'muster', 'muster runs'],
])('"%s", called as %s, reads "%s"', (text, called, wanted) => {
  expect(printed(text, called)).toEqual([wanted, wanted])
})
