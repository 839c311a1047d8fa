import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { digestOf, newCode, typedCode } from '../../vault/bearer.ts'
import { actedOn } from '../accounts/rules.ts'
import { hasAdministrator, insertAccount } from '../accounts/store.ts'
import { countTry } from '../proofs/actions.ts'
import { forgive, type Tried } from '../proofs/store.ts'
import { administrator } from '../roles/rules.ts'
import { type Signed, startSession } from '../sessions/actions.ts'
import type { Setup } from './schema.ts'
import { insertSetupTicket, isSetupTicket, takeSetupTickets } from './store.ts'

/** The file that holds the code of the first set-up, for its owner only. */
export const setupFile = (dataFolder: string): string => join(dataFolder, 'setup-code')

/**
 * The code with which the first administrator is made, while there is none. It is good for a day; whoever can read
 * the console or the file may have it.
 */
export async function openSetup(
  { db: { pool } }: Pick<Ctx, 'db'>,
  dataFolder: string,
): Promise<string | undefined> {
  const path = setupFile(dataFolder)
  if (await hasAdministrator(pool)) {
    await rm(path, { force: true })
    return undefined
  }
  const kept = await readFile(path, 'utf8').catch(() => '')
  if (await isSetupTicket(pool, digestOf(typedCode(kept)))) return typedCode(kept)
  const code = newCode(4)
  await insertSetupTicket(pool, digestOf(code))
  await rm(path, { force: true })
  await writeFile(path, `${code}\n`, { mode: 0o600, flag: 'wx' })
  return code
}

export const isSetupOpen = async ({ db }: Ctx): Promise<boolean> => !(await hasAdministrator(db.pool))

/** The hash of a password, and the try that is counted until the code was right. */
interface Prepared {
  readonly password_hash: string
  readonly tried: Tried
}

/** Hashes the password of the first administrator. Throws `not.found` when there is one, `input.invalid`. */
export async function prepareSetup(
  ctx: Ctx,
  { name, email, password }: z.output<typeof Setup>,
): Promise<Prepared> {
  if (!(await isSetupOpen(ctx))) throw closed()
  const problem = await ctx.passwords.problem(password, [name, email])
  if (problem !== undefined) throw invalid([{ field: 'password', message: problem }])
  const tried = await countTry(ctx, 'setup')
  return { tried, password_hash: await ctx.passwords.hash(password) }
}

/** Makes the first administrator, and signs in. Throws `not.found` when there is one, `ticket.over` for a wrong code. */
export async function setUp(
  ctx: Ctx,
  { code, name, email }: z.output<typeof Setup>,
  { password_hash, tried }: Prepared,
): Promise<Signed> {
  const { pool } = ctx.db
  if (!(await takeSetupTickets(pool, digestOf(typedCode(code))))) throw otherCode()
  if (await hasAdministrator(pool)) throw closed()
  const account = await insertAccount(pool, {
    kind: 'person',
    name,
    email,
    role: administrator,
    state: 'active',
    person_id: null,
    password_hash,
  })
  await forgive(pool, tried)
  return startSession(ctx, account, { after: { act: 'account.set-up', thing: actedOn(account) } })
}

const otherCode = () =>
  new AppError(
    'ticket.over',
    'This is not the code that the console shows, or it is older than a day: start Muster again for a new one',
  )

const closed = () => new AppError('not.found', 'Muster is set up already; sign in')
