import type { z } from 'zod'
import { findLoad } from '../../connect/find-load.ts'
import type { Load } from '../../connect/manifest.ts'
import { recordId } from '../../connect/record.ts'
import { readSample } from '../../connect/sample.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import type { Json } from '../../lib/value.ts'
import { namesErased } from '../../sync/erased-people.ts'
import { rootsNeeded } from '../../sync/mapping/needs.ts'
import type { Draft } from '../../sync/mapping/preview.ts'
import { openLine } from '../credentials/actions.ts'
import { findCredential } from '../credentials/store.ts'
import {
  conditionIn,
  erasuresFor,
  exactMapping,
  getIntegration,
  surroundings,
} from '../integrations/actions.ts'
import { conditionsOf, configurationProblems, mappingOf, proposalOf } from '../integrations/rules.ts'
import type { IntegrationRow } from '../integrations/store.ts'
import { lookable, presentPreview } from './rules.ts'
import type { PreviewAnswer, PreviewInput } from './schema.ts'
import { findSample, keepSample, type Sample, type Taken, waitForErasure } from './store.ts'

const sampleSize = 200

/** An integration as it would be with its proposal, and what mapping screens try on records. Throws `not.found`. */
export async function findDraft(
  ctx: Ctx,
  id: string,
): Promise<{ readonly row: IntegrationRow; readonly draft: Draft }> {
  const saved = await getIntegration(ctx, id)
  const row = { ...saved, ...proposalOf(saved)?.edit }
  const origin = {
    syncTime: new Date(ctx.clock.now()).toISOString(),
    credentials: await credentialName(ctx, row),
    integration: row.name,
    run: 'the run to come',
  }
  const around = await surroundings(ctx, row)
  const conditions = conditionsOf(row)
  return { row, draft: { ...around, mapping: mappingOf(row), conditions, zone: ctx.zone, origin } }
}

/** The credential that opens the vendor. Throws `input.invalid` where none is chosen. */
export function chosenCredential({ credential_id }: Pick<IntegrationRow, 'credential_id'>): string {
  if (credential_id) return credential_id
  throw invalid([{ field: 'credentialId', message: 'choose the credential that opens the vendor first' }])
}

async function credentialName(ctx: Ctx, { credential_id }: IntegrationRow): Promise<string> {
  if (credential_id === null) return ''
  return (await findCredential(ctx.db.kysely, credential_id))?.name ?? ''
}

/**
 * Takes the first records of the list from the vendor, to be kept. Throws `input.invalid` where no credential is chosen,
 * and what asking the vendor throws.
 */
export async function takeSample(ctx: Ctx, id: string): Promise<Taken> {
  const { row, draft } = await findDraft(ctx, id)
  const credentialId = chosenCredential(row)
  const { load, mapping, conditions } = draft
  const roots = rootsNeeded(load, mapping, conditions ?? undefined)
  const line = await openLine(ctx, credentialId)
  const records = lookable(await readSample({ ...line, load, extraSelect: roots }, sampleSize), load)
  return { integrationId: row.id, roots, records }
}

/** Keeps a sample, but for whoever was erased, and what names them. */
export async function keepTaken(ctx: Ctx, id: string, { records, ...taken }: Taken): Promise<void> {
  const row = await getIntegration(ctx, id)
  await waitForErasure(ctx.db)
  const erasures = await erasuresFor(ctx, row)
  const { load } = findLoad(ctx.connectors, row)
  const isToLeave = (record: Json) =>
    erasures !== undefined &&
    (namesErased(erasures, record) || erasures.hasRecord(recordId(record, load) ?? ''))
  await keepSample(ctx.db, { ...taken, records: records.filter((record) => !isToLeave(record)) })
}

/** The sample that was taken; none where that is more than a week ago. */
export async function getSample(ctx: Ctx, id: string): Promise<{ sample: Sample | undefined; load: Load }> {
  const { row, draft } = await findDraft(ctx, id)
  return { sample: await findSample(ctx.db, row.id), load: draft.load }
}

async function keptSample(ctx: Ctx, { id, name }: IntegrationRow): Promise<Sample> {
  const sample = await findSample(ctx.db, id)
  if (sample) return sample
  throw new AppError('not.found', `No sample of "${name}" was taken in the last week; take one first`)
}

/** Shows what a mapping and conditions that are still being edited make of a record of the sample. */
export async function previewDraft(
  ctx: Ctx,
  { id, record, mapping, conditions }: { readonly id: string } & z.output<typeof PreviewInput>,
): Promise<z.input<typeof PreviewAnswer>> {
  const { row, draft } = await findDraft(ctx, id)
  const { records } = await keptSample(ctx, row)
  if (record >= records.length)
    throw invalid([{ field: 'record', message: `the sample has ${records.length} records, counted from 0` }])
  const tried: Draft = {
    ...draft,
    ...(mapping === undefined ? {} : { mapping: exactMapping(mapping) }),
    ...(conditions === undefined ? {} : { conditions: conditionIn(conditions) ?? null }),
  }
  const problems = configurationProblems(tried.mapping, tried.conditions, tried)
  return { problems, ...presentPreview(tried, { records, number: record, clock: ctx.clock }) }
}
