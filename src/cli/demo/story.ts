import { randomBytes } from 'node:crypto'
import { ApiError } from '../../client/api-error.ts'
import type { Client } from '../../client/client.ts'
import type { Integration } from '../../client/integration.ts'
import type { Run } from '../../client/run.ts'
import type { Connector } from '../../client/types.ts'
import { AppError } from '../../lib/errors.ts'
import { followRun } from '../follow-run.ts'
import { getConnector } from '../load/get-connector.ts'
import { keepCredential } from '../load/keep-credential.ts'
import { makeIntegration } from '../load/make-integration.ts'
import { mappingText } from '../load/mapping-text.ts'
import { readSamples } from '../samples.ts'
import type { Session } from '../session.ts'
import { planText } from '../text/plan-text.ts'
import { reportText } from '../text/report-text.ts'
import type { Chapters } from './chapters.ts'
import type { Vendor } from './vendor.ts'
import { changesText } from './words.ts'

/** What the story is told with. */
export interface Cast {
  readonly session: Session
  readonly client: Client
  readonly vendor: Vendor
  readonly token: string
  readonly chapters: Chapters
}

/** The same with any vendor. */
export type Telling = Omit<Cast, 'vendor'> & { readonly vendor: Pick<Vendor, 'origin'> }

/** The demo from an empty directory to the second load; gives its runs in order. */
export async function tellStory(cast: Cast): Promise<readonly Run[]> {
  const { chapters, vendor } = cast
  chapters.begin('Connect', `The token is sealed, and only ever sent to ${vendor.origin}.`)
  const integration = await connect(cast, 'planhat')

  chapters.begin('The plan', 'Nothing has been written yet. This is what would happen:')
  const first = await plan(cast, integration)
  chapters.begin('Apply exactly this plan', 'All of it, or nothing.')
  const loaded = await apply(cast, first)

  chapters.begin('Run it again', 'The vendor says the same, so nobody is touched.')
  const again = await runAtOnce(cast, integration)

  chapters.begin('The vendor changes', 'Meanwhile, in Planhat:')
  chapters.say(
    changesText({ ...(await vendor.change({ reactivate: 1 })), ...(await vendor.change(everydayChanges)) }),
  )

  chapters.begin('The second plan', 'Person by person, what would change and what it was before:')
  const second = await plan(cast, integration)
  chapters.begin('Apply it')
  return [loaded, again, await apply(cast, second)]
}

const everydayChanges = { rename: 3, changeRole: 3, deactivate: 3, add: 4 }

/** Keeps the token of a vendor and makes the integration that loads it. */
export async function connect(
  { session, client, vendor, token, chapters }: Telling,
  vendorId: string,
): Promise<Integration> {
  const connector: Connector = await getConnector(client, vendorId)
  const name = connector.name
  const withToken = { ...session, env: { [`MUSTER_${vendorId.toUpperCase()}_TOKEN`]: token } }
  const wanted = { connector, name, baseUrl: vendor.origin }
  const credential = await keepCredential(withToken, client, wanted)
  const made = await makeIntegration(client, { connector, name, credential, wishes: {} })
  chapters.say(`  ${name} accepted it. Smart Mapping did the rest:\n`)
  chapters.say(mappingText(made.mapped))
  return made.integration
}

/** Asks for the plan of an integration, and shows it. */
export const plan = async (cast: Telling, { id }: Integration): Promise<Run> =>
  look(cast, await cast.client.integrations.run(id, 'plan'))

/** Waits for a plan that was asked for, and shows it. */
export async function look({ session, client, chapters }: Telling, asked: Run): Promise<Run> {
  const run = await followRun(session, client, asked)
  expectDone(run)
  // The command that shows all needs the folder, which would make the line too long to read.
  chapters.say(planText(run, await readSamples(client, run), () => undefined))
  return run
}

/** Applies exactly a plan, and reports. */
export async function apply({ session, client, chapters }: Telling, { id, digest }: Run): Promise<Run> {
  const run = await followRun(session, client, await client.runs.apply(id, digest ?? ''))
  expectDone(run)
  chapters.say(indented(reportText(run)))
  return run
}

async function runAtOnce({ session, client, chapters }: Cast, { id }: Integration): Promise<Run> {
  const run = await followRun(session, client, await client.integrations.run(id, 'apply'))
  expectDone(run)
  chapters.say(indented(reportText(run)))
  return run
}

/** The story cannot go on after a run that was stopped or failed. */
function expectDone(run: Run): void {
  if (run.state === 'cancelled') throw new AppError('run.cancelled', reportText(run))
  if (run.state === 'failed')
    throw new ApiError(run.fault?.code ?? 'run.failed', run.fault?.message ?? 'A run failed')
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line.trimStart()}`)
    .join('\n')
}

/** A token for the vendor and a root key for the vault, made for this demo and kept nowhere. */
export function demoSecrets(): { readonly token: string; readonly rootKey: string } {
  return { token: randomBytes(24).toString('base64url'), rootKey: randomBytes(32).toString('base64') }
}
