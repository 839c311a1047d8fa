import { createHash } from 'node:crypto'
import type { Load } from '../connect/manifest.ts'
import type { Erasures } from '../directory/erase/marks.ts'
import type { Field, ObjectKind } from '../directory/field.ts'
import type { AbsentPolicy, Application, PlanScope, PlanTask, Preference } from '../directory/scope.ts'
import { type Condition, rulesOf } from '../lib/condition/condition.ts'
import { stretchOf } from '../lib/condition/stretch.ts'
import { type Limits, usualLimits } from './brakes/limits.ts'
import type { Mapping } from './mapping/configuration.ts'
import { loadFields } from './mapping/load-fields.ts'

/** Everything that decides what a run does, as it stood when the run began. */
export interface Recipe {
  /** The integration's id: the source in whose name the run speaks. */
  readonly sourceId: string
  readonly load: Load
  /** Whether the software of devices is loaded, too. */
  readonly software: boolean
  readonly mapping: Mapping
  readonly conditions: Condition | undefined
  /** Where the days begin that conditions ask for. */
  readonly zone: string
  /** Of a replay: whether it changes something else than the conditions. */
  readonly sameConditions?: boolean
  readonly preference: Preference
  /** Null: people only, or devices. */
  readonly application: Application | null
  readonly absent: AbsentPolicy
  readonly fields: readonly Field[]
  readonly mappableRoles: readonly string[]
  /** Names that *Connect* fields give. */
  readonly names: { readonly integration: string; readonly credential: string }
  readonly actor: string
  /** The run that is taken back; without one, what the vendor says is what counts. */
  readonly undoes?: string | undefined
  /** Whether somebody asked to look at the plan before it is applied. */
  readonly attended: boolean
  /** Why this integration's next run stops at its plan, whoever asks for it. */
  readonly planOnly: string | null
  /** The fingerprint under which a plan was last applied, if there was one. */
  readonly seenFingerprint: string | null
  readonly limits: Limits
  /** Who was erased, and must not come back; undefined: nobody. */
  readonly erasures?: Erasures | undefined
}

/** What the records of a load become. */
export const objectOf = ({ of }: Pick<Load, 'of'>): ObjectKind => (of === 'users' ? 'person' : 'device')

/** How a run is planned and judged, wherever its rows come from. */
export interface Planning extends Pick<Recipe, 'limits' | 'planOnly' | 'seenFingerprint'> {
  readonly scope: Omit<PlanScope, 'runId'> & PlanTask
  /** Of what decides what its rows say; null: that is not configured. */
  readonly fingerprint: string | null
}

/** How the run of a recipe is planned. */
export const planningOf = (recipe: Recipe): Planning => ({
  limits: recipe.limits,
  planOnly: recipe.planOnly,
  seenFingerprint: recipe.seenFingerprint,
  scope: scopeOf(recipe),
  fingerprint: fingerprint(recipe),
})

function scopeOf(recipe: Recipe): Planning['scope'] {
  const { sourceId, preference, application, software, absent, actor, attended, mapping, fields, undoes } =
    recipe
  const field = (key: string) => fields.filter((known) => known.key === key)
  return {
    sourceId,
    object: objectOf(recipe.load),
    preference,
    application,
    software,
    absent,
    actor,
    attended,
    syncKeys: mapping.syncKeys.flatMap((key) => field(key.field)),
    mandatory: neededOf(fields),
    ...(undoes === undefined
      ? { kind: 'list', written: mapping.entries.flatMap((entry) => field(entry.target)) }
      : { kind: 'undo', undoes, written: fields }),
  }
}

/** What is planned that comes from the directory itself. */
export interface Inside extends Pick<PlanScope, 'sourceId' | 'object' | 'actor'> {
  readonly fields: readonly Field[]
  /** Those that it writes. */
  readonly written: readonly Field[]
  readonly task: PlanTask
}

/** How such a run is planned: no vendor says anything, and a person looks at it. */
export const planningInside = ({ fields, task, ...inside }: Inside): Planning => ({
  limits: usualLimits,
  planOnly: null,
  seenFingerprint: null,
  fingerprint: null,
  scope: {
    ...inside,
    ...task,
    preference: 'update',
    application: null,
    software: false,
    absent: 'leave',
    syncKeys: [],
    mandatory: neededOf(fields),
    attended: true,
  },
})

const neededOf = (fields: readonly Field[]) =>
  fields.filter(({ mandatory, retired }) => mandatory && !retired)

/** To be raised whenever a new Muster makes other facts, judgements or values of the same record and mapping. */
const interpreter = 1

/**
 * Tells two ways of looking at the same record apart: part of every hash, so that a changed mapping,
 * condition, connector or Muster looks at every record again.
 */
export function fingerprint(recipe: Recipe): string {
  const { load, mapping, conditions, zone, application, software, fields, preference } = recipe
  const targets = new Set(mapping.entries.map((entry) => entry.target))
  const written = fields
    .filter((field) => targets.has(field.key))
    // A role that is made or renamed changes no record.
    .map(({ key, type, options, stored }) => ({ key, type, options: stored ? [] : options }))
  return createHash('sha256')
    .update(
      JSON.stringify({
        ...{ interpreter, load, mapping, conditions, application, written, preference },
        // Said only where it is so: what was seen before there were devices stays seen.
        ...(software ? { software } : {}),
        ...(asksForDays(recipe) ? { zone } : {}),
      }),
    )
    .digest('hex')
}

function asksForDays({ conditions, load, mapping }: Recipe): boolean {
  if (!conditions) return false
  const types = new Map(loadFields(load, mapping.customFields).map(({ key, type }) => [key, type]))
  return rulesOf(conditions).some((rule) => stretchOf(rule, types.get(rule.field) ?? 'text') !== undefined)
}
