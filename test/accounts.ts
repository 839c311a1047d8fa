import { insertAccount } from '../src/features/accounts/store.ts'
import { administrator } from '../src/features/roles/rules.ts'
import { type Browser, openBrowser } from './browser.ts'
import type { World } from './world.ts'

/** A password that can be chosen by anybody in tests. */
export const password = 'quiet green harbour lamp'

interface Wanted {
  readonly role?: string
  readonly email?: string
  readonly personId?: string
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
    password_hash: await ctx.passwords.hash(password),
  })
  return { id: account.id, email }
}

/** A browser in which an account of this role is signed in. */
export async function signedIn(world: World, wanted: Wanted = {}): Promise<Browser> {
  const { email } = await anAccount(world, wanted)
  const browser = openBrowser(world)
  const { status } = await browser.post('/api/session', { email, password })
  if (status !== 200) throw new Error(`signing in answered ${status}`)
  return browser
}
