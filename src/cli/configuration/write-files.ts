import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { FileSchemas, Files } from '../../client/configuration.ts'
import { isObject, type Json, type JsonObject } from '../../lib/value.ts'
import { nouns } from './read-files.ts'

/** Writes what is configured as one file per thing, the same text for the same configuration. Answers their paths. */
export async function writeFiles(folder: string, said: Files, schemas: FileSchemas): Promise<string[]> {
  const written: string[] = []
  for (const noun of nouns) {
    const taken = new Set<string>()
    for (const file of said[noun].filter(isObject).sort(byName)) {
      const path = `${noun}/${fileName(nameOf(file), taken)}.yaml`
      await write(folder, path, `# yaml-language-server: $schema=../schemas/${noun}.json\n${yamlOf(file)}`)
      written.push(path)
    }
  }
  for (const [noun, schema] of Object.entries(schemas))
    await write(folder, `schemas/${noun}.json`, `${JSON.stringify(schema, null, 2)}\n`)
  return written
}

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), text)
}

const nameOf = (file: JsonObject): string =>
  String(file.key ?? file.email ?? file.field ?? file.object ?? file.name)
const byName = (a: JsonObject, b: JsonObject): number => (nameOf(a) < nameOf(b) ? -1 : 1)

/** A name as a file name: letters and digits, and a number where two would be the same. */
function fileName(name: string, taken: Set<string>): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const base = plain.replace(/[^a-z0-9_]+/g, '-').replace(/^-+|-+$/g, '') || 'unnamed'
  let free = base
  for (let count = 2; taken.has(free); count++) free = `${base}-${count}`
  taken.add(free)
  return free
}

/** What is empty is left out: that is what a file without it means. */
function yamlOf(file: JsonObject): string {
  const said = Object.entries(file).filter(([, value]) => !isBlank(value))
  return stringify(Object.fromEntries(said), { lineWidth: 0, aliasDuplicateObjects: false })
}

function isBlank(value: Json): boolean {
  if (value === null || value === '' || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
