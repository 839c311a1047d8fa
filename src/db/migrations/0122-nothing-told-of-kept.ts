import type { Migration } from '../migration.ts'
import { toldChanges } from '../told-changes.ts'
import { kinds } from './0118-events-of-applications.ts'

/** Webhooks are told nothing of a field that was given back while its value stays: that is for history alone. */
export const migration: Migration = {
  version: 122,
  name: 'nothing-told-of-kept',
  sql: toldChanges(kinds)
    .replace('kind, field, after, actor from', 'kind, field, before, after, actor, given_to from')
    .replace(`'created', null, null, r.actor from`, `'created', null, null, null, r.actor, null from`)
    .replaceAll(
      ' c group by c.object, c.object_id',
      ' c\n     where c.given_to is null or c.before is distinct from c.after group by c.object, c.object_id',
    ),
}
