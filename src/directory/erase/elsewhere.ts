import type { ClientBase } from 'pg'
import { addresses, isAddress, isName } from './names.ts'

/** What a vendor calls the e-mail addresses of whoever a record of a source is of, whether or not a mapping takes them. */
export type AddressesOf = (sourceId: string, raw: string) => readonly string[]

/**
 * Puts into the temporary table `elsewhere` the records that may be somebody's though no source record says so: of lists that
 * nobody applied, or which were not taken. `is_theirs`: found for them, or under an address of theirs; the others only name one
 * somewhere. `is_others`: the source knows the record as somebody else's, or it says so itself. Call it after `gatherNames`.
 */
export async function gatherElsewhere(client: ClientBase, addressesOf: AddressesOf): Promise<void> {
  await client.query('drop table if exists pg_temp.elsewhere')
  await client.query(
    `create temp table elsewhere on commit drop as
     select *, false as is_others from (${openRecords}) o where is_theirs or ${addresses('o.raw')}`,
  )
  await askVendorsWords(client, addressesOf)
  await client.query(tellOthers)
}

/** A mapping may take no address where the vendor has one. */
async function askVendorsWords(client: ClientBase, addressesOf: AddressesOf): Promise<void> {
  const { rows } = await client.query<{ source_id: string; run_id: string; number: number; raw: string }>(
    `select source_id, run_id, number, raw from elsewhere where not is_theirs and raw <> ''`,
  )
  for (const { source_id, run_id, number, raw } of rows)
    await client.query(
      `update elsewhere set is_theirs = true
        where run_id = $1 and number = $2 and exists (select from unnest($3::text[]) said (text) where ${isAddress('said.text')})`,
      [run_id, number, addressesOf(source_id, raw)],
    )
}

/** Whether it says who it is about, and that is somebody else. */
const isAnothers = `exists (
             select from unnest(array[s."row"->>'email', s.keys->>'email', s."row"->>'username', s.keys->>'username']) said (text)
             having count(said.text) > 0 and not coalesce(bool_or(${isName('said.text')}), false))`

const own = ['email', 'username'].flatMap((key) => [`s."row"->>'${key}'`, `s.keys->>'${key}'`] as const)

const isOfList = `run.object = 'person' and run.kind in ('load', 'replay', 'undo')`

const staged = `
    select run.integration_id as source_id, s.vendor_id, s.run_id, s.number, s.raw,
           ${own.map((said) => `coalesce(${isAddress(said)}, false)`).join(' or ')} as is_theirs, ${isAnothers} as is_anothers
      from run join staged s on s.run_id = run.id`

const openRecords = `
    ${staged} where ${isOfList} and run.applied_revision is null and s.vendor_id <> ''
     union all
    ${staged} join outcome o on o.run_id = s.run_id and o.number = s.number and o.kind in ('skipped', 'failed', 'held')
     where ${isOfList} and run.applied_revision is not null and s.vendor_id <> ''
     union all
    select run.integration_id, o.vendor_id, o.run_id, o.number, o.raw, coalesce(o.object_id = (select id from whom), false), false
      from run join outcome o on o.run_id = run.id
     where ${isOfList} and o.vendor_id <> '' and (o.object_id = (select id from whom) or o.raw is not null)`

const tellOthers = `
  update elsewhere e set is_others = s.is_anothers and not s.is_theirs
      or exists (select from source_record k where k.source_id = e.source_id and k.vendor_id = e.vendor_id
                    and k.object_id <> (select id from whom))
    from (select source_id, vendor_id, bool_or(is_theirs) as is_theirs, bool_or(is_anothers) as is_anothers
            from elsewhere group by source_id, vendor_id) s
   where s.source_id = e.source_id and s.vendor_id = e.vendor_id`
