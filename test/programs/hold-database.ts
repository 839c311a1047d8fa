import { openDatabase } from '../../src/db/open-database.ts'
import { AppError } from '../../src/lib/errors.ts'

/** Opens the embedded database of the given folder, tells its address, and holds it until told to stop. */
const [folder = ''] = process.argv.slice(2)
try {
  const database = await openDatabase({
    folder,
    binaries: process.env.MUSTER_POSTGRES,
    migrations: [{ version: 1, name: 'note', sql: 'create table note (text text)' }],
  })
  process.once('SIGTERM', () => database.close())
  console.log(`ready ${database.url}`)
} catch (error) {
  console.log(error instanceof AppError ? `${error.code}: ${error.message}` : error)
  process.exitCode = error instanceof AppError && error.code === 'database.busy' ? 75 : 1
}
