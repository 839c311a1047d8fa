import { CommanderError, Command as Parser } from 'commander'
import { invalid } from '../lib/errors.ts'
import type { Command, Reading } from './command.ts'
import { dashed } from './text/dashed.ts'

/** What was typed, understood. */
export type Typed =
  | { readonly kind: 'deed'; readonly usage: string; readonly deed: Deed; readonly globals: Globals }
  /** Something to print: help or the version. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'misuse'; readonly text: string }
type Deed = Extract<Reading, { ok: true }>

/** Options every command has. */
export interface Globals {
  readonly data: string | undefined
  readonly json: boolean
}

export interface Shelf {
  readonly commands: readonly Command[]
  /** The help of `muster` itself. */
  readonly help: string
  readonly version: string
}

/** Understands a command line. Throws `input.invalid` when values do not fit, naming each. */
export function readCommand(argv: readonly string[], shelf: Shelf): Typed {
  let found: { command: Command; parser: Parser } | undefined
  let printed = ''
  const write = (text: string) => {
    printed += text
  }
  const root = rootParser(shelf, write)
  for (const command of shelf.commands) {
    const parser = addParser(root, command)
    parser.action(() => {
      found = { command, parser }
    })
  }
  try {
    root.parse(asParsed(argv, root), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return { kind: error.exitCode === 0 ? 'text' : 'misuse', text: printed.trimEnd() }
  }
  if (!found) return { kind: 'misuse', text: `error: a word is missing: see muster help ${argv[0]}` }
  const { data, json } = root.opts<{ data?: string; json?: boolean }>()
  const deed = readDeed(found.command, found.parser)
  return { kind: 'deed', usage: found.command.usage, deed, globals: { data, json: json === true } }
}

/** The parser's own "help" knows only the first word of a command, and its "--help" takes any word for one. */
function asParsed(argv: readonly string[], root: Parser): readonly string[] {
  if (argv.length === 0) return ['help']
  const [first, ...rest] = argv
  const words = first === 'help' && rest.length > 0 ? [...rest, '--help'] : argv
  const [name = ''] = words
  const isUnknown = /^\w/.test(name) && name !== 'help' && !root.commands.some((one) => one.name() === name)
  return isUnknown ? [name] : words
}

function rootParser({ help, version }: Shelf, write: (text: string) => void): Parser {
  const root = new Parser('muster')
    .exitOverride()
    .configureOutput({
      writeOut: write,
      writeErr: write,
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .version(version)
    .option('--data <folder>', 'the data folder (MUSTER_DATA)')
    .option('--json', 'one JSON document instead of text')
    .configureHelp({ subcommandTerm: termOf })
  root.helpInformation = () => `${help}\n`
  return root
}

/** A command in a list: options are told by its own help, and would leave its meaning no room. */
const termOf = (command: Parser): string =>
  [
    command.name(),
    ...command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)),
  ].join(' ')

/** Puts a command at its place in the tree; a word on the way that is no command itself only leads on. */
function addParser(root: Parser, { usage, summary, options = {}, notes, passesFlags }: Command): Parser {
  const parts = usage.split(' ')
  const words = parts.filter((part) => /^[a-z]/.test(part))
  const parser = words.reduce(
    (at, word) => at.commands.find((one) => one.name() === word) ?? at.command(word),
    root,
  )
  parser.description(summary)
  for (const part of parts.slice(words.length)) parser.argument(part)
  for (const [flags, meaning] of Object.entries(options)) parser.option(flags, meaning)
  if (notes !== undefined) parser.addHelpText('after', `\n${notes}`)
  if (passesFlags) parser.allowUnknownOption()
  return parser
}

function readDeed(command: Command, parser: Parser): Deed {
  const named = parser.registeredArguments.map(
    (argument, at) => [argument.name(), parser.processedArgs[at]] as const,
  )
  // The parser gives "--apply" in "run undo ID --apply" to "run", which has such an option, too.
  const given = parser.optsWithGlobals()
  const options = parser.options.map(
    (option) => [option.attributeName(), given[option.attributeName()]] as const,
  )
  const reading = command.read(Object.fromEntries([...options, ...named]))
  if (reading.ok) return reading
  const isArgument = (field: string) => named.some(([name]) => name === field)
  throw invalid(
    reading.problems.map(({ field, message }) => ({
      field: isArgument(field) || field === '' ? field : dashed(field),
      message,
    })),
  )
}
