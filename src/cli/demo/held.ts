import type { Run } from '../../client/run.ts'
import { followRun } from '../follow-run.ts'
import { reportText } from '../text/report-text.ts'
import type { Cast } from './story.ts'
import { changesText } from './words.ts'

/** The vendor suddenly loses a third of its users: the run is held, shown with its reason, and rejected; then they are back. */
export async function tellHeld(cast: Cast, { integrationId, ledger }: Run): Promise<Run> {
  const { session, client, vendor, chapters } = cast
  chapters.begin('Something goes wrong', 'Planhat suddenly lists a third of its users no more:')
  const { remove = [] } = await vendor.change({ remove: Math.ceil(ledger.read / 3) })
  chapters.say(changesText({ remove }))

  chapters.begin('The run is held', 'Nobody looks at this run, so a brake does. This is what it found:')
  const run = await followRun(session, client, await client.integrations.run(integrationId ?? '', 'apply'))
  chapters.say(reportText(run))
  // Of a handful of users, a third is nothing unusual.
  if (run.state !== 'held') return run

  chapters.begin('Reject it', 'A person decides. To apply exactly this plan, they would release it instead.')
  const rejected = await client.runs.reject(run.id, run.digest ?? '')
  chapters.say(reportText(rejected))
  await vendor.change({ return: remove })
  return rejected
}
