import { sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import { outcomeParts, type ReadOutcome } from '../../directory/read-outcomes.ts'
import { type Columns, column, type Sql, type Test } from '../../kit/list/column.ts'
import { hasPart } from '../../kit/list/comparison.ts'
import type { List } from '../../kit/list/read-list.ts'
import { mappingOf } from '../integrations/rules.ts'
import type { RunRow } from '../runs/store.ts'

interface Asked {
  readonly kind?: ReadOutcome['kind'] | undefined
  /** A part of what the record is known by. */
  readonly search?: string | undefined
  /** Whether what an outcome (`o`) is about is seen; undefined: everything is. */
  readonly sees: Test | undefined
  /** Whether people may be named. */
  readonly names: boolean
}

/** The fields by which a run looked for people or devices; none once its integration was changed. */
export async function syncKeysOf(
  { kysely }: Connections,
  { integration_id, revision }: RunRow,
): Promise<readonly string[]> {
  const found = await kysely
    .selectFrom('integration')
    .select('mapping')
    .where('id', '=', integration_id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return found ? mappingOf(found).syncKeys.map(({ field }) => field) : []
}

/** What becomes of the records of a run, in the order of the vendor's list. */
export function outcomeList(run: RunRow, asked: Asked): List<ReadOutcome> {
  const { kind, search = '', sees, names } = asked
  const parts = outcomeParts({
    runId: run.id,
    sourceId: run.integration_id,
    withAccounts: run.with_accounts,
    isPlanned: run.digest !== null && run.pruned_at === null,
    kind,
  })
  const tests = [...(sees ? [sees] : []), ...(search === '' ? [] : [isKnownBy(search, names)])]
  const wanted = parts.map((part) =>
    tests.length > 0
      ? sql<ReadOutcome>`select o.* from (${part}) as o where ${sql.join(tests, sql` and `)}`
      : part,
  )
  const known = { ...columns, ...objectColumn(run.object) }
  const { label: _, ...nameless } = known
  return { parts: wanted, columns: names ? known : nameless, order: 'number', ties: ['number'] }
}

/** Whether a text is in the id at the vendor or, where people may be named, in what the record or its person is known by. */
function isKnownBy(search: string, names: boolean): Test {
  const places = names ? [sql`o.vendor_id`, sql`o.label`, namesIn(sql`o."row"->>`)] : [sql`o.vendor_id`]
  const person = sql`exists (select from person p where p.id = o.object_id and ${hasPart(personNames, search)})`
  return sql`(${sql.join([...places.map((place) => hasPart(place, search)), ...(names ? [person] : [])], sql` or `)})`
}

const personNames = sql`concat_ws(' ', p.first_name, p.last_name, p.display_name)`
const namesIn = (row: Sql): Sql =>
  sql`concat_ws(' ', ${row}'first_name', ${row}'last_name', ${row}'display_name')`

const objectColumn = (object: RunRow['object']): Columns =>
  ({
    person: { personId: column('object_id', 'id', 'Person', { prefix: 'per' }) },
    device: { deviceId: column('object_id', 'id', 'Device', { prefix: 'dev' }) },
    saas_application: {
      saasApplicationId: column('object_id', 'id', 'SaaS application', { prefix: 'app' }),
    },
  })[object]

const columns: Columns = {
  number: column('number', 'number', 'Number', { filled: true }),
  vendorId: column('vendor_id', 'text', 'Vendor id', { filled: true }),
  label: column('label', 'text', 'Label'),
  kind: column('kind', 'text', 'Kind', { filled: true }),
  reason: column('reason', 'text', 'Reason'),
}
