import type { ClientBase, Pool } from 'pg'
import { readFields } from '../../src/directory/catalogue.ts'
import type { ScopeOf } from '../../src/directory/scope.ts'
import type { ListOptions } from './listed.ts'

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

/** The integration that speaks when a test names none. */
const ourSource = '0198c0de-0000-7000-8000-00000000000a'

/** A run of its own, and what its plan is made of. */
export async function scopeOf(db: Queryable, options: ListOptions): Promise<ScopeOf<'list'>> {
  const {
    source = ourSource,
    object = 'person',
    software = false,
    preference = 'create_update',
    application = null,
    absent = 'mark',
    syncKeys = [object === 'device' ? 'serial_number' : 'username'],
    attended = true,
  } = options
  const fields = await readFields(db, object)
  const { rows } = await db.query<{ id: string }>(
    `insert into run (integration_id, mode, actor, revision, state) values ($1, 'apply', 'test', 1, 'succeeded') returning id`,
    [source],
  )
  return {
    kind: 'list',
    runId: rows[0]?.id ?? '',
    sourceId: source,
    object,
    software,
    preference,
    application,
    absent,
    syncKeys: syncKeys.flatMap((key) => fields.filter((field) => field.key === key)),
    written: fields,
    mandatory: fields.filter((field) => field.mandatory),
    actor: 'test',
    attended,
  }
}
