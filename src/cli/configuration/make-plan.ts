import { createHash } from 'node:crypto'
import type { ConfigurationPlan, FieldImpact, Files } from '../../client/configuration.ts'
import type { Run } from '../../client/run.ts'
import { followRun } from '../follow-run.ts'
import type { Session } from '../session.ts'
import { located } from './locate.ts'
import { readFiles, saidIn } from './read-files.ts'

/** What a change of an integration would do, by what the vendor said last. */
export interface Impact {
  readonly integration: string
  readonly run: Run
  readonly fields: readonly FieldImpact[]
}

/** A plan of files, with whom it would change. */
export interface FilesPlan {
  readonly files: Files
  readonly plan: ConfigurationPlan
  readonly impacts: readonly Impact[]
  /** Of the steps and of whom they would change: what was shown under it can be applied by it. */
  readonly digest: string
}

/** Plans the files of a folder, and waits for the runs that find out whom they would change. */
export async function makePlan(session: Session, folder: string, prune: boolean): Promise<FilesPlan> {
  const read = await readFiles(folder)
  const files = saidIn(read)
  const client = await session.api()
  const plan = await located(read, () => client.configuration.plan(files, prune))
  const impacts: Impact[] = []
  for (const { integration, runId } of plan.trials) {
    const run = await followRun(session, client, await client.runs.get(runId))
    const isKnown = run.state === 'previewed'
    const { fields } = isKnown ? await client.configuration.impact(runId) : { fields: [] }
    impacts.push({ integration, run, fields })
  }
  return { files, plan, impacts, digest: digestOf(plan, impacts) }
}

function digestOf({ digest }: ConfigurationPlan, impacts: readonly Impact[]): string {
  const runs = impacts.map(({ integration, run }) => [integration, run.state, run.digest])
  return createHash('sha256')
    .update(JSON.stringify([digest, runs]))
    .digest('hex')
    .slice(0, 32)
}
