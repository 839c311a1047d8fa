import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, LineCounter, parseDocument } from 'yaml'
import type { Files, Noun } from '../../client/configuration.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import type { Json } from '../../lib/value.ts'

/** The folders of a configuration folder, in the order in which their things are made. */
export const nouns = [
  'fields',
  'layouts',
  'roles',
  'accounts',
  'credentials',
  'integrations',
  'orders',
  'webhooks',
] as const satisfies readonly Noun[]

/** A configuration file as it was read. */
export interface ReadFile {
  /** Within the configuration folder: integrations/planhat.yaml. */
  readonly path: string
  readonly document: Document.Parsed
  readonly lines: LineCounter
}

export type ReadFiles = Readonly<Record<Noun, readonly ReadFile[]>>

/** Reads every YAML file of a configuration folder. Throws `input.invalid` at line and column of what is no YAML. */
export async function readFiles(folder: string): Promise<ReadFiles> {
  const read = await Promise.all(nouns.map(async (noun) => [noun, await readNoun(folder, noun)] as const))
  const files = read.flatMap(([, list]) => list)
  if (files.length === 0)
    throw new AppError(
      'not.found',
      `${folder} holds no configuration: muster export ${folder} writes what there is`,
    )
  const problems = files.flatMap(({ path, document, lines }) =>
    document.errors.map(({ message, pos: [from] }) => ({ field: placeIn({ path, lines }, from), message })),
  )
  if (problems.length > 0) throw invalid(problems)
  // Made of the list of nouns, so each of them is there.
  return Object.fromEntries(read) as unknown as ReadFiles
}

async function readNoun(folder: string, noun: Noun): Promise<ReadFile[]> {
  const names = await readdir(join(folder, noun)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const wanted = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  return Promise.all(wanted.map((name) => readOne(folder, `${noun}/${name}`)))
}

async function readOne(folder: string, path: string): Promise<ReadFile> {
  const text = await readFile(join(folder, path), 'utf8')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  return { path, document, lines }
}

/** What the files say, as it is sent. */
export function saidIn(files: ReadFiles): Files {
  const said = nouns.map((noun) => [noun, files[noun].map(({ document }) => document.toJS() as Json)])
  // Made of the list of nouns, so each of them is there.
  return Object.fromEntries(said) as unknown as Files
}

/** Where in a file something is, as editors and terminals link it. */
export function placeIn({ path, lines }: Pick<ReadFile, 'path' | 'lines'>, offset: number): string {
  const { line, col } = lines.linePos(offset)
  return `${path}:${line}:${col}`
}
