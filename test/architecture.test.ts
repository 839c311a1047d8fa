import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { complaints } from './architecture/complaints.ts'

const root = join(import.meta.dirname, '..')

describe('this repository', () => {
  const paths = globSync('{src,connectors,simulators,test,bench,accept}/**/*.{ts,tsx}', { cwd: root })
  const files = new Map(
    paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]),
  )

  it('was really read', () => {
    expect(files.size).toBeGreaterThan(50)
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['src/lib/errors.ts', 'src/db/migrate.ts', 'connectors/planhat.ts']),
    )
  })

  it('keeps its own structure', () => {
    expect(complaints(files)).toEqual([])
  })
})

const long = 'export const a = 1\n'.repeat(301)

describe('what is planted is found', () => {
  it.each<[string, string, string]>([
    ['an import that goes up', 'src/lib/a.ts', "import { b } from '../db/b.ts'"],
    ['an import that goes beside', 'src/vault/a.ts', "import { b } from '../db/b.ts'"],
    ['a type from above', 'src/directory/a.ts', "import type { B } from '../sync/b.ts'"],
    ['an import over many lines', 'src/lib/a.ts', "import {\n  b,\n  type C,\n} from '../kit/b.ts'"],
    ['an import without names', 'src/lib/a.ts', "import '../kit/b.ts'"],
    ['an import at run time', 'src/lib/a.ts', "const b = await import('../kit/b.ts')"],
    ['a shell that uses another', 'src/web-server/a.ts', "import { b } from '../worker/b.ts'"],
    ['a store that knows what is done', 'src/features/runs/store.ts', "import { b } from './actions.ts'"],
    [
      'rules that know what another does',
      'src/features/a/rules.ts',
      "import type { B } from '../b/routes.ts'",
    ],
    ['a feature that uses a shell', 'src/features/runs/store.ts', "import { b } from '../../cli/b.ts'"],
    ['a server that uses the client', 'src/features/runs/store.ts', "import { b } from '../../client/b.ts'"],
    ['a client that uses the server', 'src/client/a.ts', "import { b } from '../features/runs/store.ts'"],
    ['a web page that uses the server', 'src/web/app/a.ts', "import { b } from '../../kit/b.ts'"],
    ['a web page that brings code of lib', 'src/web/ui/a.ts', "import { b } from '../../lib/b.ts'"],
    ['a web page that uses another', 'src/web/pages/a/a.tsx', "import { b } from '../b/b.tsx'"],
    ['a part that uses a page', 'src/web/parts/a.tsx', "import { b } from '../pages/b/b.tsx'"],
    ['a connector that uses code', 'connectors/a.ts', "import { b } from '../src/connect/door/door.ts'"],
    ['a simulator that uses the product', 'simulators/a/b.ts', "import { b } from '../../src/lib/b.ts'"],
    ['the floor below using a connector', 'src/connect/a.ts', "import b from '../../connectors/planhat.ts'"],
    ['the product using its tests', 'src/main.ts', "import { b } from '../test/database.ts'"],
    ['a folder that is on no floor', 'src/lib/a.ts', "import { b } from '../elsewhere/b.ts'"],
    ['an index file', 'src/lib/index.ts', 'export const a = 1'],
    ['a file that passes everything on', 'src/lib/a.ts', "export * from './b.ts'"],
    ['a file that passes names on', 'src/lib/a.ts', "export { b } from './b.ts'"],
    ['a drawer', 'src/lib/utils.ts', ''],
    ['a folder that is a drawer', 'src/lib/shared/a.ts', ''],
    ['a manager', 'src/sync/run-manager.ts', ''],
    ['a service', 'src/sync/service.ts', ''],
    ['a long file', 'src/lib/a.ts', long],
    ['an odd file in a feature', 'src/features/runs/extra.ts', ''],
    ['an odd test in a feature', 'src/features/runs/extra.test.ts', ''],
    ['a folder in a feature', 'src/features/runs/more/store.ts', ''],
    ['an insert into the directory', 'src/sync/a.ts', 'sql`insert into person (id) values (1)`'],
    ['an update of the directory', 'src/sync/a.ts', 'sql`update saas_user u set active = false`'],
    ['a delete from the directory', 'src/sync/a.ts', 'sql`DELETE FROM "change" where true`'],
    ['a copy into the directory', 'src/sync/a.ts', 'from(`copy source_record (id) from stdin`)'],
    ['a truncate of the directory', 'src/sync/a.ts', 'sql`truncate field`'],
    ['a write with the query builder', 'src/features/runs/store.ts', "db.updateTable('person').set({})"],
    ['a call out', 'src/sync/a.ts', 'const page = await fetch (url)'],
    ['a call out by its full name', 'src/sync/a.ts', 'const call = globalThis.fetch'],
    ['an HTTP client', 'src/sync/a.ts', "import { request } from 'node:https'"],
    ['another HTTP client', 'src/cli/a.ts', "import { Pool } from 'undici'"],
    ['a mail client', 'src/features/runs/store.ts', "import { createTransport } from 'nodemailer'"],
    ['an evaluator', 'src/lib/a.ts', 'export const a = eval("1")'],
    ['a hidden evaluator', 'src/lib/a.ts', 'export const a = new Function("return 1")'],
    ['a sandbox', 'src/lib/a.ts', "import { runInContext } from 'node:vm'"],
  ])('%s', (_what, path, text) => {
    expect(complaints(new Map([[path, text]]))).toHaveLength(1)
  })

  it('a cycle', () => {
    const files = new Map([
      ['src/lib/a.ts', "import { b } from './b.ts'"],
      ['src/lib/b.ts', "import { c } from './deep/c.ts'"],
      ['src/lib/deep/c.ts', "import type { a } from '../a.ts'"],
    ])
    expect(complaints(files)).toEqual([
      'a cycle: src/lib/a.ts → src/lib/b.ts → src/lib/deep/c.ts → src/lib/a.ts',
    ])
  })

  it('features that know each other', () => {
    const files = new Map([
      ['src/features/runs/store.ts', "import type { A } from '../people/rules.ts'"],
      ['src/features/people/store.ts', "import { b } from '../runs/schema.ts'"],
    ])
    expect(complaints(files)).toEqual([
      'features that know each other: runs (schema, rules, store) → people (schema, rules, store) → runs (schema, rules, store)',
    ])
  })
})

describe('what is allowed stays allowed', () => {
  it.each<[string, string, string]>([
    ['an import that goes down', 'src/sync/a.ts', "import { b } from '../directory/b.ts'"],
    [
      'an import of the same folder',
      'src/features/runs/actions.ts',
      "import { b } from '../people/store.ts'",
    ],
    [
      'an import named in a comment',
      'src/lib/a.ts',
      "// import { b } from '../kit/b.ts'\n/* new Function() */",
    ],
    ['a web page using parts', 'src/web/pages/a/a.tsx', "import { b } from '../../parts/b.tsx'"],
    ['a web page knowing JSON', 'src/web/ui/a.ts', "import type { Json } from '../../lib/value.ts'"],
    ['the command line using the client', 'src/cli/a.ts', "import { b } from '../client/b.ts'"],
    [
      'a connector that describes itself',
      'connectors/a.ts',
      "import type { B } from '../src/connect/manifest.ts'",
    ],
    ['the directory writing itself', 'src/directory/a.ts', 'sql`insert into person (id) values (1)`'],
    ['a table with a longer name', 'src/sync/a.ts', 'sql`insert into source_page (id) values (1)`'],
    ['a sentence about updates', 'src/sync/a.ts', "const text = 'you may update person records'"],
    ['the one HTTP door', 'src/connect/door.ts', "import { request } from 'undici'"],
    [
      'a test of a feature',
      'src/features/runs/runs.test.ts',
      "import { b } from '../../../test/database.ts'",
    ],
    ['a test of rules', 'src/features/runs/rules.test.ts', ''],
  ])('%s', (_what, path, text) => {
    expect(complaints(new Map([[path, text]]))).toEqual([])
  })

  it('a feature that does something with what another knows, and the other way round', () => {
    const files = new Map([
      ['src/features/runs/actions.ts', "import { a } from '../people/store.ts'"],
      ['src/features/people/actions.ts', "import { b } from '../runs/store.ts'"],
    ])
    expect(complaints(files)).toEqual([])
  })
})
