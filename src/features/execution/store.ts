import type { ClientBase } from 'pg'

/** The digest of a run's plan, as the transaction of a client sees it. */
export async function findDigest(client: ClientBase, id: string): Promise<string | null> {
  const { rows } = await client.query<{ digest: string | null }>('select digest from run where id = $1', [id])
  return rows[0]?.digest ?? null
}
