import { posix } from 'node:path'

/** One file as the rules see it: without comments, with what it imports from our own files. */
export interface Source {
  /** From the top of the repository: `src/lib/errors.ts`. */
  readonly path: string
  readonly code: string
  readonly lines: number
  readonly imports: readonly Import[]
  readonly isTest: boolean
}

interface Import {
  /** A path of ours, or the name of a package. */
  readonly target: string
  /** Types only: nothing of it is left when the program runs. */
  readonly typeOnly: boolean
}

/** Reads a file for the rules. */
export function readSource(path: string, text: string): Source {
  const code = withoutComments(text)
  return {
    path,
    code,
    lines: text.split('\n').length - 1,
    imports: [...readImports(path, code)],
    isTest: /\.test\.tsx?$/.test(path) || path.startsWith('test/') || path.includes('/test-data/'),
  }
}

const stringOrComment =
  /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g

function withoutComments(text: string): string {
  return text.replace(stringOrComment, (_, string: string | undefined) => string ?? '')
}

const importing =
  /\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g

function* readImports(path: string, code: string): Iterable<Import> {
  for (const [, type, from, dynamic] of code.matchAll(importing)) {
    const name = from ?? dynamic ?? ''
    const target = name.startsWith('.') ? posix.join(posix.dirname(path), name) : name
    yield { target, typeOnly: type !== undefined }
  }
}
