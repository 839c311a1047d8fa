import { isMap, isPair, isScalar, isSeq, type Node } from 'yaml'
import { ApiError } from '../../client/api-error.ts'
import type { Noun } from '../../client/configuration.ts'
import { invalid, type Problem } from '../../lib/errors.ts'
import { nouns, placeIn, type ReadFiles } from './read-files.ts'

/** Asks the API about files; what it does not take of them is told at its line and column. */
export async function located<T>(files: ReadFiles, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof ApiError) || error.problems.length === 0) throw error
    throw invalid(error.problems.map((problem) => placed(problem, files)))
  }
}

/** `integrations.0.mapping.entries.2` → `integrations/planhat.yaml:14:7 mapping.entries.2`. */
function placed({ field, message }: Problem, files: ReadFiles): Problem {
  const [noun = '', at = '', ...path] = field.split('.')
  const file = isNoun(noun) ? files[noun][Number(at)] : undefined
  if (!file) return { field, message }
  const place = placeIn(file, offsetOf(file.document.contents, path))
  return { field: [place, path.join('.')].join(' ').trim(), message }
}

const isNoun = (word: string): word is Noun => nouns.some((noun) => noun === word)

/** Where the deepest part of a path that is there begins; a key of its own counts by where it is written. */
function offsetOf(node: unknown, path: readonly string[], found = 0): number {
  const here = isNode(node) ? (node.range?.[0] ?? found) : found
  if (isSeq(node) && path.length > 0) {
    const item: unknown = node.items[Number(path[0])]
    return item === undefined ? here : offsetOf(item, path.slice(1), here)
  }
  if (!isMap(node)) return here
  // A key may have dots of its own.
  for (let length = 1; length <= path.length; length++) {
    const key = path.slice(0, length).join('.')
    const pair = node.items.find((one) => isPair(one) && isScalar(one.key) && String(one.key.value) === key)
    if (!pair) continue
    const written = isScalar(pair.key) ? (pair.key.range?.[0] ?? here) : here
    return length === path.length ? written : offsetOf(pair.value, path.slice(length), written)
  }
  return path.length === 0 ? here : found || here
}

const isNode = (node: unknown): node is Node => typeof node === 'object' && node !== null && 'range' in node
