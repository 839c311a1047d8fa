import { AppError } from '../lib/errors.ts'

/** Where the value is kept that tells the right root key from a wrong one. No value means: no data yet. */
export interface KeyCheckStore {
  read(): Promise<Buffer | undefined>
  /** Keeps the value unless there is one already; whoever comes first wins. */
  write(value: Buffer): Promise<void>
}

/** As much of a PostgreSQL connection as is needed here. */
export interface Queries {
  query(text: string, values?: unknown[]): Promise<{ rows: { value?: unknown; sealed?: unknown }[] }>
}

/** The store in the table `vault_key`, a row for each key version. */
export function keyChecks(db: Queries): KeyCheckStore {
  return {
    read: () => readCheck(db),
    write: async (value) => {
      await db.query(
        'insert into vault_key (version, check_value) values (1, $1) on conflict (version) do nothing',
        [value],
      )
    },
  }
}

async function readCheck(db: Queries): Promise<Buffer | undefined> {
  const { rows } = await db.query(
    `select (select check_value from vault_key order by version desc limit 1) as value,
            exists (select from credential) as sealed`,
  )
  const value = rows[0]?.value
  if (Buffer.isBuffer(value)) return value
  // Without this, a new key would be made over credentials that it cannot open.
  if (rows[0]?.sealed)
    throw new AppError(
      'vault.key',
      'The database has credentials, but not the value in vault_key that says which root key they need. It was restored in part: restore it whole.',
    )
  return undefined
}
