import { chown, mkdir } from 'node:fs/promises'

/** Who PostgreSQL runs as: nothing to say when we are an ordinary user. */
export type Account = { readonly uid: number; readonly gid: number } | undefined

/** PostgreSQL refuses to run as root, so as root it runs as *nobody*, who owns nothing else of ours. */
export const postgresAccount: Account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined

/** Makes a folder that only the account PostgreSQL runs as can enter. */
export async function makePrivateFolder(path: string, account: Account): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await give(path, account)
}

/** Hands a file or folder to the account PostgreSQL runs as. */
export async function give(path: string, account: Account): Promise<void> {
  if (account) await chown(path, account.uid, account.gid)
}
