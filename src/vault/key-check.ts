/** Where the value is kept that tells the right root key from a wrong one. No value means: no data yet. */
export interface KeyCheckStore {
  read(): Promise<Buffer | undefined>
  /** Keeps the value unless there is one already; whoever comes first wins. */
  write(value: Buffer): Promise<void>
}

/** As much of a PostgreSQL connection as is needed here. */
export interface Queries {
  query(text: string, values?: unknown[]): Promise<{ rows: { check_value?: unknown }[] }>
}

/** The store in the table `vault_key`, a row for each key version. */
export function keyChecks(db: Queries): KeyCheckStore {
  return {
    read: async () => {
      const { rows } = await db.query('select check_value from vault_key order by version desc limit 1')
      const value = rows[0]?.check_value
      return Buffer.isBuffer(value) ? value : undefined
    },
    write: async (value) => {
      await db.query(
        'insert into vault_key (version, check_value) values (1, $1) on conflict (version) do nothing',
        [value],
      )
    },
  }
}
