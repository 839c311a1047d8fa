import type { Json } from '../value.ts'

/** An expression as it was read, before it is made to run. */
export type Node =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'path'; readonly steps: readonly Step[] }
  | { readonly kind: 'fallback'; readonly first: Node; readonly second: Node }
  | PipeNode
  | { readonly kind: 'template'; readonly parts: readonly Node[] }

/** A use of a pipe; `at` is where its name stands in the source. */
export interface PipeNode {
  readonly kind: 'pipe'
  readonly input: Node
  readonly name: string
  readonly args: readonly Node[]
  readonly at: number
}

/** One step of a path: a property's name, or a position in a list. */
export type Step = string | number

/** The first names of all paths, each once: what must be asked of a vendor. */
export function rootsOf(node: Node): readonly string[] {
  return [...new Set(readRoots(node))]
}

function readRoots(node: Node): readonly string[] {
  switch (node.kind) {
    case 'constant':
      return []
    case 'path':
      return typeof node.steps[0] === 'string' ? [node.steps[0]] : []
    case 'fallback':
      return [...readRoots(node.first), ...readRoots(node.second)]
    case 'pipe':
      return [...readRoots(node.input), ...node.args.flatMap(readRoots)]
    case 'template':
      return node.parts.flatMap(readRoots)
  }
}
