import type { ClientBase } from 'pg'
import { readFields } from './catalogue.ts'
import { applyByHand } from './hand-apply.ts'
import { planByHand, type Refused } from './hand-plan.ts'
import type { HandEdit } from './hand-source.ts'
import { lockBriefly } from './lock.ts'

/**
 * Edits, archives or restores people or devices by hand: planned, judged and written like what a run does, all of it or, where
 * anybody is refused, nothing. Whoever is restored becomes what the sources say by now. Call it inside a transaction.
 * Throws `database.locked` while a run has the directory.
 */
export async function editByHand(client: ClientBase, asked: HandEdit): Promise<readonly Refused[]> {
  await lockBriefly(client)
  const fields = (await readFields(client, asked.object)).filter(({ retired }) => !retired)
  const edit = asked.act === 'restored' ? { ...asked, written: fields } : asked
  const refused = await planByHand(client, edit, fields)
  if (refused.length === 0) await applyByHand(client, edit)
  return refused
}
