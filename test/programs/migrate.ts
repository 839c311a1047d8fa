import { migrate } from '../../src/db/migrate.ts'
import { openConnections } from '../../src/db/pool.ts'

/** Applies the migrations given as JSON to the database of the given address. */
const [url = '', shelf = '[]'] = process.argv.slice(2)
const { pool } = openConnections(url)
console.log('ready')
await migrate(pool, JSON.parse(shelf))
await pool.end()
