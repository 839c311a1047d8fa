import type { Integration } from '../../client/integration.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { exits } from '../exit-code.ts'
import { asTyped } from '../load/as-typed.ts'
import { patchOf, wishesOf, wishFlags, wishOptions } from '../load/wishes.ts'
import { getIntegration } from '../named.ts'
import { intentOf } from '../plan-and-apply.ts'
import { settleChange } from '../settle-change.ts'
import { changeText } from '../text/change-text.ts'
import { plainText } from '../text/plain-text.ts'
import { flag, word } from './input.ts'

/** `muster integrations edit`: a change is looked at before it takes effect. */
export const editIntegrationCommand = defineCommand({
  usage: 'integrations edit <integration>',
  summary:
    'Change what an integration does: shows what that would change of people, by what the vendor said last, and asks. ' +
    'Its token and address belong to its credential: muster credentials edit.',
  options: {
    ...wishOptions,
    '--name <name>': 'what it is called from now on',
    '--plan': 'look only; the change waits',
    '--apply': 'have it take effect without asking',
    '--yes': 'the same as --apply',
  },
  input: wishFlags.extend({
    integration: word,
    name: word.optional(),
    plan: flag,
    apply: flag,
    yes: flag,
  }),
  run: async (session, { integration: wanted, name, ...flags }) => {
    const intent = intentOf(flags)
    const wishes = wishesOf(flags)
    if (name === undefined && Object.keys(wishes).length === 0)
      throw invalid([{ field: '', message: 'say what to change: muster help integrations edit lists it' }])
    const client = await session.api()
    const before = await getIntegration(client, wanted)
    const patch = { ...patchOf(before, wishes), ...(name === undefined ? {} : { name }) }
    const isSeenFirst = Object.keys(patch).some((key) => !atOnce.includes(key))
    if (isSeenFirst) refuseWhileOneWaits(before)
    const after = await asTyped(client.integrations.update(before.id, patch))
    const { proposal } = after
    if (isSeenFirst && proposal) return settleChange(session, { name: after.name, proposal }, intent)
    session.show(after, `Changed "${plainText(after.name)}"`)
    return exits.done
  },
})

/** What no plan depends on. */
const atOnce = ['name']

/** Two changes would become one plan, and be applied together: each is decided by itself. */
function refuseWhileOneWaits({ name, proposal }: Integration): void {
  if (!proposal) return
  throw new AppError(
    'conflict',
    `"${plainText(name)}" has a change that waits already, ${changeText(proposal)}. Look at it: muster run show ${proposal.runId}; ` +
      `then muster run apply ${proposal.runId}, or muster run reject ${proposal.runId}, and edit again`,
  )
}
