import { PipeError } from '../pipe-error.ts'
import { nearest } from '../text.ts'
import type { Value } from '../value.ts'
import { refusal } from './cursor.ts'
import type { Node, PipeNode } from './node.ts'
import { readPath } from './path.ts'
import type { Pipe, Transform } from './pipe.ts'
import { pipes } from './pipes.ts'
import { joinParts } from './template.ts'

/** An expression made to run: the value it finds in a record. */
export type Read = (record: Value) => Value

/** Makes closures of a node once, so that reading a million records does no thinking about the language. */
export function build(node: Node): Read {
  switch (node.kind) {
    case 'constant':
      return () => node.value
    case 'path':
      return readPath(node.steps)
    case 'fallback':
      return fallback(build(node.first), build(node.second))
    case 'pipe':
      return buildPipe(node)
    case 'template':
      return joinParts(node.parts.map((part) => ({ fixed: part.kind === 'constant', read: build(part) })))
  }
}

function fallback(first: Read, second: Read): Read {
  return (record) => first(record) ?? second(record)
}

function buildPipe(node: PipeNode): Read {
  const pipe = findPipe(node)
  const input = build(node.input)
  const args = node.args.map(build)
  if (pipe.prepare === 'fallback') return fallback(input, args[0] ?? input)
  const prepare = pipe.prepare
  const constants = node.args.flatMap((arg) => (arg.kind === 'constant' ? [arg.value] : []))
  if (constants.length === args.length) {
    const transform = refusing(node, () => prepare(constants))
    return apply(pipe, input, () => transform)
  }
  if (pipe.fixed)
    throw refusal(`Between the parentheses of "${node.name}" only fixed values may stand`, node.at)
  return apply(pipe, input, (record) => prepare(args.map((arg) => arg(record))))
}

function apply(pipe: Pipe, input: Read, transformFor: (record: Value) => Transform): Read {
  const seesEmpty = pipe.seesEmpty === true
  return (record) => {
    const value = input(record)
    if (value === undefined || (value === null && !seesEmpty)) return value
    return transformFor(record)(value)
  }
}

function findPipe(node: PipeNode): Pipe {
  const pipe = Object.hasOwn(pipes, node.name) ? pipes[node.name] : undefined
  if (!pipe) throw refusal(unknownPipe(node.name), node.at)
  if (node.args.length < pipe.least || node.args.length > pipe.most)
    throw refusal(`"${node.name}" is written ${pipe.usage}, not with ${node.args.length} arguments`, node.at)
  return pipe
}

function unknownPipe(name: string): string {
  const near = nearest(name, Object.keys(pipes))
  const wayOut = near ? `did you mean "${near}"?` : `known are ${Object.keys(pipes).join(', ')}`
  return `There is no pipe "${name.slice(0, 40)}"; ${wayOut}`
}

function refusing(node: PipeNode, prepare: () => Transform): Transform {
  try {
    return prepare()
  } catch (error) {
    throw error instanceof PipeError ? refusal(error.message, node.at) : error
  }
}
