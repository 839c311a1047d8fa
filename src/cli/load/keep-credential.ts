import { randomUUID } from 'node:crypto'
import { ApiError } from '../../client/api-error.ts'
import type { Client } from '../../client/client.ts'
import type { Connector, Credential } from '../../client/types.ts'
import type { Secret } from '../../lib/secret.ts'
import { findNamed } from '../named.ts'
import type { Session } from '../session.ts'
import { asTyped } from './as-typed.ts'
import { askToken, readyToken } from './find-token.ts'

/** A credential as it was asked for on the command line. */
export interface CredentialWanted {
  readonly connector: Connector
  readonly name: string
  readonly tokenFile?: string | undefined
  readonly baseUrl?: string | undefined
  /** Whether the token is wanted although one is kept. */
  readonly anew?: boolean
}

/**
 * The credential of this name: the kept one, with whatever was given anew, or a new one. It leaves here
 * only when the vendor accepted it; a token that is refused is not kept, and the one before stays.
 */
export async function keepCredential(
  session: Session,
  client: Client,
  wanted: CredentialWanted,
): Promise<Credential> {
  const kept = findNamed((await client.credentials.list()).items, wanted.name)
  const settings = await settingsOf(session, wanted, kept)
  if (kept) await asTyped(tryAside(client, wanted, { kept, settings }))
  const credential = await asTyped(save(client, wanted, { kept, settings }))
  const test = await client.credentials.test(credential.id)
  if (test.ok) return credential
  if (!kept) await client.credentials.remove(credential.id)
  throw new ApiError(test.code, test.message)
}

async function settingsOf(
  session: Session,
  { connector, tokenFile, baseUrl, anew = false }: CredentialWanted,
  kept: Credential | undefined,
): Promise<Record<string, string>> {
  const secret = connector.settings.find(({ kind }) => kind === 'secret')
  const address = connector.settings.find(({ kind }) => kind === 'origin')
  const tokenWanted = {
    connector: connector.id,
    label: `${connector.name} ${secret?.label ?? 'token'}`,
    tokenFile,
  }
  const ready = await readyToken(session.env, tokenWanted)
  // A token is sent only where it was entered for: another address wants it again.
  const moves = address && baseUrl !== undefined && baseUrl !== kept?.settings[address.key]
  const isWanted = !kept || anew || moves
  const token: Secret | undefined = ready ?? (isWanted ? await askToken(session, tokenWanted) : undefined)
  return {
    ...(secret && token ? { [secret.key]: token.open() } : {}),
    ...(address && baseUrl !== undefined ? { [address.key]: baseUrl } : {}),
  }
}

/** A token that comes in place of a kept one is shown to the vendor first, as a credential that is not kept. */
async function tryAside(
  client: Client,
  { connector }: CredentialWanted,
  { kept, settings }: Save & { readonly kept: Credential },
): Promise<void> {
  const changesSecret = connector.settings.some(({ key, kind }) => kind === 'secret' && key in settings)
  if (!changesSecret) return
  const aside = { connector: connector.id, name: `New token ${randomUUID()}` }
  const { id } = await client.credentials.create({ ...aside, settings: { ...kept.settings, ...settings } })
  try {
    const test = await client.credentials.test(id)
    if (!test.ok) throw new ApiError(test.code, test.message)
  } finally {
    await client.credentials.remove(id)
  }
}

interface Save {
  readonly kept: Credential | undefined
  readonly settings: Readonly<Record<string, string>>
}

function save(
  client: Client,
  { connector, name }: CredentialWanted,
  { kept, settings }: Save,
): Promise<Credential> {
  if (!kept) return client.credentials.create({ connector: connector.id, name, settings })
  if (Object.keys(settings).length === 0) return Promise.resolve(kept)
  return client.credentials.update(kept.id, { settings })
}
