import type { Run } from '../../client/run.ts'
import { countOf, countText } from '../../lib/counts.ts'
import { apply, connect, plan, type Telling } from './story.ts'

/** Loads the hardware of another vendor, and tells whose it is and what is on it; gives its runs. */
export async function tellHardware(cast: Telling): Promise<readonly Run[]> {
  const { client, vendor, chapters } = cast
  chapters.begin('Hardware, too', `A simulated Fleet at ${vendor.origin} knows the devices of these people.`)
  const integration = await connect(cast, 'fleet')
  chapters.begin(
    'Its plan',
    'What has no serial number, as virtual machines, is skipped by name. A Fleet is asked for one page a second, however small it is.',
  )
  const applied = await apply(cast, await plan(cast, integration))
  const [devices, theirs, titles] = await Promise.all([
    client.devices.count(),
    client.devices.count({ filter: 'ownerId not empty' }),
    client.software.count(),
  ])
  chapters.say(
    `  ${countOf(devices.count, 'device')}, of which ${countText(theirs.count)} belong to people of the directory; ` +
      `${countOf(titles.count, 'title')} of software are on them.`,
  )
  return [applied]
}
