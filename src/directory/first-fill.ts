import type { ClientBase } from 'pg'

const names = 'person, device, installation, saas_user, source_record, change'
const tables = `'{${names}}'::regclass[]`

/** A load into an empty directory; to be ended when the rows are in. */
export interface Filling {
  end(): Promise<void>
}

/** Fewer rows are in sooner than indexes are dropped and made again. */
const worthwhile = 5000

/**
 * Makes room for the very first load: indexes come after the rows, and tables that were emptied in the same
 * transaction go to the disk at its end instead of through the log. About half the work; until it is done,
 * readers of the empty directory wait. Undefined where there is anybody already, few come, or a replica needs the log.
 */
export async function beginFilling(client: ClientBase, rows: number): Promise<Filling | undefined> {
  if (rows < worthwhile) return undefined
  const { rowCount } = await client.query(`
    select where current_setting('wal_level') = 'minimal' and ${names
      .split(', ')
      .map((name) => `not exists (select from ${name})`)
      .join(' and ')}`)
  if (rowCount === 0) return undefined
  await client.query(`truncate ${names}`)
  const { rows: indexes } = await client.query<{ drop: string; make: string }>(indexesSql)
  for (const { drop } of indexes) await client.query(drop)
  // Without indexes it is counted once, at the end.
  await client.query('alter table installation disable trigger user')
  return {
    async end() {
      for (const { make } of indexes) await client.query(make)
      await client.query('alter table installation enable trigger user')
      await client.query('select count_software()')
    },
  }
}

const indexesSql = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
         format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
    from pg_constraint
   where contype in ('p', 'u') and conrelid = any(${tables})
   union all
  select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index
   where indrelid = any(${tables}) and not exists (select from pg_constraint where conindid = indexrelid)`
