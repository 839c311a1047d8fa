import type { Client } from '../client/client.ts'
import type { Integration } from '../client/integration.ts'
import type { Run } from '../client/run.ts'
import type { Session } from './session.ts'
import { scheduleText } from './text/schedule-text.ts'
import { quoted } from './text/served.ts'
import { timeText } from './text/values.ts'

/** What a person can do after a run that ended so, a command each; and what happens by itself from now on. */
export async function nextSteps(session: Session, run: Run): Promise<string[]> {
  const { id, state, kind, fault, integrationId, integrationName } = run
  if (state === 'previewed') return [`To apply exactly this plan: muster run apply ${id}`]
  if (state === 'held')
    return [
      `To apply exactly this plan: muster run release ${id}`,
      `To throw it away: muster run reject ${id}`,
    ]
  if (integrationId === null) return []
  if (state === 'failed' && fault?.code === 'vendor.auth')
    return anotherToken(await session.api(), integrationId)
  if (!state.startsWith('succeeded')) return []
  if (kind === 'undo')
    return [`To have it run by itself again: muster integrations resume ${quoted(integrationName)}`]
  return afterLaunch(session, run, integrationId)
}

async function anotherToken(client: Client, integrationId: string): Promise<string[]> {
  const { credentialId } = await client.integrations.get(integrationId)
  const credential = (await client.credentials.list()).items.find(({ id }) => id === credentialId)
  return credential ? [`To enter another token: muster credentials edit ${quoted(credential.name)}`] : []
}

/** The run that launched an integration began its schedule, too, which nobody asked for. */
async function afterLaunch(session: Session, run: Run, integrationId: string): Promise<string[]> {
  const integration = await (await session.api()).integrations.get(integrationId)
  if (!isLaunch(run, integration)) return []
  const { name, nextDue } = integration
  const [next] = nextDue
  return [
    `From now on it runs by itself while muster start serves: ${scheduleText(integration)}${next ? `, next ${timeText(next)}` : ''}`,
    `To change that: muster integrations schedule ${quoted(name)} --off, or --every …`,
  ]
}

/** Only one run of an integration is under way at a time, so a launch within this one was by it. */
function isLaunch({ plannedAt, finishedAt }: Run, { launchedAt }: Integration): boolean {
  if (plannedAt === null || finishedAt === null || launchedAt === null) return false
  return plannedAt <= launchedAt && launchedAt <= finishedAt
}
