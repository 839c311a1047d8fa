import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/db/open-database.ts'
import { dataModel } from './describe.ts'

/** Writes `docs/data-model.md` anew. */
const folder = await mkdtemp(join(tmpdir(), 'muster-model-'))
const database = await openDatabase({ folder })
try {
  await writeFile(new URL('../../docs/data-model.md', import.meta.url), await dataModel(database.pool))
} finally {
  await database.close()
  await rm(folder, { recursive: true, force: true })
}
