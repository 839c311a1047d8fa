import { inTransaction } from '../../db/transaction.ts'
import { readFields } from '../../directory/catalogue.ts'
import type { AddressesOf } from '../../directory/erase/elsewhere.ts'
import { erasePerson } from '../../directory/erase/erase.ts'
import { readKept } from '../../directory/erase/kept.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { readAll } from '../../kit/list/read-all.ts'
import type { List } from '../../kit/list/read-list.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import type { Json } from '../../lib/value.ts'
import { addressReader } from '../../sync/erased-people.ts'
import { sight as deviceSight } from '../devices/actions.ts'
import { deviceList } from '../devices/store.ts'
import { changesOf, getPerson } from '../people/actions.ts'
import type { Everything } from './rules.ts'
import { accountOf, applicationsOf, loadsOf } from './store.ts'

/** Everything that is kept about one person. Throws `not.found`. */
export async function gatherEverything(ctx: Ctx, id: string): Promise<Everything> {
  const file = await getPerson(ctx, id)
  const addressesOf = await addressesBy(ctx)
  const [fields, kept, account, history, devices, applications] = await Promise.all([
    readFields(ctx.db.pool),
    inTransaction(ctx.db.pool, (client) => readKept(client, { personId: file.row.id, addressesOf })),
    accountOf(ctx.db, file.row.id),
    allOf(ctx, (await changesOf(ctx, id)).changes),
    devicesOf(ctx, file.row.id),
    applicationsOf(ctx.db, file.row.id),
  ])
  const retired = fields.filter((field) => field.retired)
  const madeAt = new Date(ctx.clock.now())
  return { madeAt, file, retired, kept, account, history, devices, applications }
}

/** The devices of which they are the owner, archived ones last. */
async function devicesOf(ctx: Ctx, personId: string): Promise<Everything['devices']> {
  const seen = await deviceSight(ctx)
  const [there, archived] = await Promise.all(
    [false, true].map((archived) => allOf(ctx, deviceList(seen, { personId, archived }))),
  )
  return { rows: [...(there ?? []), ...(archived ?? [])], fields: seen.fields }
}

async function allOf<Row>({ db }: Ctx, list: List<Row>): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const row of readAll(db, list)) rows.push(row)
  return rows
}

/** Erases a person for good. Throws `not.found`, `input.invalid` where another name was typed, and `conflict`. */
export async function erase(
  ctx: Ctx,
  { id, username }: { readonly id: string; readonly username: string },
): Promise<void> {
  const { row, isErased } = await getPerson(ctx, id)
  if (isErased) throw new AppError('conflict', 'This person was erased already')
  if (username !== row.username)
    throw invalid([{ field: 'username', message: 'is not that of this person; nobody was erased' }])
  const addressesOf = await addressesBy(ctx)
  await inTransaction(ctx.db.pool, (client) =>
    erasePerson(client, { personId: row.id, actor: ctx.actor.name, addressesOf }),
  )
}

/** Reads the addresses of records in the words of the vendors there are. */
async function addressesBy({ db, connectors }: Ctx): Promise<AddressesOf> {
  const readers = new Map(
    (await loadsOf(db)).flatMap(({ id, connector, load }) => {
      const known = connectors.get(connector)?.loads[load]
      return known ? [[id, addressReader(known)] as const] : []
    }),
  )
  // It was written from JSON.
  return (sourceId, raw) => readers.get(sourceId)?.(JSON.parse(raw) as Json) ?? []
}
