import { insertAccount } from '../src/features/accounts/store.ts'
import { administrator } from '../src/features/roles/rules.ts'
import { insertSession } from '../src/features/sessions/store.ts'
import { digestOf, newBearer } from '../src/vault/bearer.ts'
import { type Browser, openBrowser } from './browser.ts'
import type { World } from './world.ts'

/** A password that can be chosen by anybody in tests. */
export const password = 'quiet green harbour lamp'

interface Wanted {
  readonly role?: string
  readonly email?: string
  readonly personId?: string
}

let hash: Promise<string> | undefined

/** Hashing costs time on purpose; that many accounts have one hash hurts no test. */
const hashOnce = ({ passwords }: World['ctx']): Promise<string> => {
  hash ??= passwords.hash(password)
  return hash
}

/** An account that can sign in, straight into the database: how one is invited has tests of its own. */
export async function anAccount(
  { ctx }: World,
  { role = administrator, email = `${crypto.randomUUID()}@example.com`, personId }: Wanted = {},
): Promise<{ readonly id: string; readonly email: string }> {
  const account = await insertAccount(ctx.db.pool, {
    kind: 'person',
    name: 'Robin Roe',
    email,
    role,
    state: 'active',
    person_id: personId ?? null,
    password_hash: await hashOnce(ctx),
  })
  return { id: account.id, email }
}

/** A browser in which an account of this role is signed in. */
export async function signedIn(
  world: World,
  wanted: Wanted = {},
): Promise<Browser & { readonly id: string }> {
  const { id } = await anAccount(world, wanted)
  const browser = openBrowser(world)
  const bearer = newBearer()
  const [address, agent] = ['127.0.0.1', '']
  await insertSession(world.ctx.db.pool, { accountId: id, hash: digestOf(bearer), address, agent })
  browser.hold('muster', bearer)
  return { ...browser, id }
}
