import type { Source } from './source.ts'

/** Files that may be longer for now, each with its reason. Meant to stay empty. */
const longFiles: ReadonlySet<string> = new Set()
const longest = 300
const longestTest = 400

/** Files nobody can find anything in, and names that say nothing. */
const drawers = /(^|\/)(utils?|helpers?|shared|common|misc)(\/|\.tsx?$)/
const emptyNames = /(^|-)(manager|service|helper|util|utils|handler|processor)(-|\.|$)/

export function nameComplaints({ path }: Source): string[] {
  const name = path.split('/').at(-1) ?? ''
  if (drawers.test(path) || emptyNames.test(name)) return [`${path} says nothing about what is in it`]
  return []
}

export function barrelComplaints({ path, code, isTest }: Source): string[] {
  const passesOn = !isTest && /\bexport\s+(type\s+)?(\*|\{[^}]*\})[^;\n]*\bfrom\b/.test(code)
  const barrel = passesOn || /(^|\/)index\.tsx?$/.test(path)
  return barrel ? [`${path} passes on what others export`] : []
}

export function sizeComplaints({ path, lines, isTest }: Source): string[] {
  const most = isTest ? longestTest : longest
  return lines > most && !longFiles.has(path) ? [`${path} has ${lines} lines, more than ${most}`] : []
}

const featureFile =
  /^src\/features\/([\w-]+)\/(?:(?:schema|rules|store|actions|routes|jobs)(?:\.test)?|([\w-]+)\.test)\.ts$/

export function featureComplaints({ path }: Source): string[] {
  if (!path.startsWith('src/features/')) return []
  const [match, noun, test] = featureFile.exec(path) ?? []
  return match && (test === undefined || test === noun) ? [] : [`${path} is not a file that features have`]
}

const tables = 'person|saas_user|saas_application|source|source_record|change|field'
const sqlWrite = new RegExp(
  [
    String.raw`\b(insert|merge)\s+into\s+(only\s+)?"?(${tables})\b`,
    String.raw`\bdelete\s+from\s+(only\s+)?"?(${tables})\b`,
    String.raw`\bupdate\s+(only\s+)?"?(${tables})"?(\s+(as\s+)?\w+)?\s+set\b`,
    String.raw`\bcopy\s+"?(${tables})"?\s*(\(|from)`,
    String.raw`\btruncate\s+(table\s+)?"?(${tables})\b`,
    String.raw`\.(insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*['"\`](${tables})\b`,
  ].join('|'),
  'i',
)

/** Every change of the directory goes through its one door, where it is planned, judged and written down. */
export function writerComplaints({ path, code, isTest }: Source): string[] {
  if (isTest || !path.startsWith('src/') || /^src\/(directory|db\/migrations)\//.test(path)) return []
  const write = sqlWrite.exec(code)?.[0].replace(/\s+/g, ' ')
  return write ? [`${path} writes to the directory: ${write}`] : []
}

const callsOut = /(?<![.\w])fetch\s*\(|\bglobalThis\.fetch\b/
const callers = /^(node:)?(http|https|http2)$|^(undici|axios|got|node-fetch|nodemailer)(\/|$)/

/** Vendors are called through one door, which checks the address and bounds the answer. */
export function doorComplaints({ path, code, imports, isTest }: Source): string[] {
  if (isTest || !/^(src|connectors)\//.test(path) || /^src\/(connect|client|web)\//.test(path)) return []
  const caller = imports.find(({ target, typeOnly }) => !typeOnly && callers.test(target))?.target
  const call = caller ?? callsOut.exec(code)?.[0]
  return call ? [`${path} calls out beside src/connect: ${call}`] : []
}

const evaluators = /\beval\s*\(|\bnew\s+Function\s*\(|\bimport\s[^\n]*['"](node:)?vm['"]/

export function evaluatorComplaints({ path, code, isTest }: Source): string[] {
  return !isTest && evaluators.test(code) ? [`${path} runs text as a program`] : []
}
