import { labelKeys } from '../directory/object.ts'
import type { Clock } from '../lib/clock.ts'
import type { Problem } from '../lib/errors.ts'
import type { Json, JsonObject } from '../lib/value.ts'
import { type Candidate, shortHash } from './candidate.ts'
import { compileConditions } from './conditions.ts'
import type { StagedRow } from './copied-rows.ts'
import { erasedTest, isErased, isOfErased, withoutErased, withoutOwner } from './erased-people.ts'
import { describer, type Facts } from './mapping/facts.ts'
import { loadFields } from './mapping/load-fields.ts'
import { mapper, type Row } from './mapping/mapper.ts'
import { fieldsNeeded } from './mapping/needs.ts'
import type { Recipe } from './recipe.ts'
import type { EarlyOutcome } from './staging.ts'

/** What becomes of a record before the plan. */
export type Prepared = { readonly staged: StagedRow } | { readonly early: EarlyOutcome }

/** Makes the function that takes a record through facts, conditions and mapping. */
export function preparer(
  recipe: Recipe,
  runId: string,
  clock: Pick<Clock, 'now'>,
): (candidate: Candidate) => Prepared {
  const { load, mapping, conditions, zone, fields, mappableRoles, application, erasures } = recipe
  const describe = describer(load, {
    origin: {
      syncTime: new Date(clock.now()).toISOString(),
      credentials: recipe.names.credential,
      integration: recipe.names.integration,
      run: runId,
    },
    customFields: mapping.customFields,
    fields: fieldsNeeded(mapping, conditions),
  })
  const sources = loadFields(load, mapping.customFields)
  const judge = conditions && compileConditions(conditions, sources, { now: clock.now(), zone })
  const map = mapper(mapping, { load, fields, mappableRoles })
  const isKnown = erasures && erasedTest(erasures, load)

  return (candidate) => {
    if (isKnown?.(candidate)) return { early: erased(candidate) }
    const facts = describe(candidate.record)
    const verdict = judge?.(facts) ?? takesPart
    if ('problems' in verdict) return { early: failure(candidate, verdict.problems) }
    if (!verdict.takesPart)
      return {
        early: { ...leftOut(candidate), ...(application ? { active: facts.account.active ?? null } : {}) },
      }
    const mapped = map(facts, candidate.record)
    if (erasures && isErased(erasures, mapped)) return { early: erased(candidate) }
    const problems = [
      ...('problems' in mapped ? mapped.problems : []),
      ...(application ? accountProblems(facts) : []),
      ...softwareProblems(facts),
    ]
    if ('problems' in mapped || problems.length > 0)
      return { early: failure(withoutErased(candidate, erasures), problems) }
    if (erasures && isOfErased(erasures, mapped))
      return { staged: stagedRow({ ...candidate, raw: '' }, facts, withoutOwner(mapped)) }
    return { staged: stagedRow(candidate, facts, mapped) }
  }
}

/** It names nobody: an outcome would be another trace. */
function erased({ number }: Candidate): EarlyOutcome {
  return {
    number,
    vendorId: '',
    label: 'Somebody who was erased',
    kind: 'skipped',
    reason: 'erased',
    problems: [],
  }
}

const takesPart = { takesPart: true } as const

function failure({ number, id, raw }: Candidate, problems: readonly Problem[]): EarlyOutcome {
  return { number, vendorId: id, label: id, kind: 'failed', reason: 'mapping', problems, raw }
}

/** Of whom the conditions leave out, nothing that was sent is kept but whether the account is active. */
function leftOut({ number, id }: Candidate): EarlyOutcome {
  return { number, vendorId: id, label: id, kind: 'skipped', reason: 'conditions', problems: [] }
}

const accountLabels: Readonly<Record<string, string>> = {
  'account.role': 'Role of the SaaS user',
  'account.active': 'Active',
  'account.removed': 'Removed',
}

function accountProblems({ problems }: Facts): Problem[] {
  return Object.entries(problems).flatMap(([key, message]) => {
    const field = accountLabels[key]
    return field === undefined ? [] : [{ field, message }]
  })
}

const none: readonly Problem[] = []

function softwareProblems({ problems: { software } }: Facts): readonly Problem[] {
  return software === undefined ? none : [{ field: 'Software', message: software }]
}

function stagedRow(
  { number, id, raw, rawHash }: Candidate,
  { account, software: titles }: Facts,
  mapped: Row,
): StagedRow {
  const role = account.role === null ? '' : (account.role ?? null)
  const active = account.active ?? null
  const standing = account.removed === true ? 2 : account.active === false ? 1 : 0
  const row = JSON.stringify(mapped.row)
  const keys = mapped.keys && JSON.stringify(mapped.keys)
  const software =
    titles === undefined
      ? null
      : JSON.stringify(titles.map(({ name, version, publisher }) => [name, version, publisher]))
  return {
    number,
    vendorId: id,
    label: labelOf(mapped.row, id),
    standing,
    role,
    active,
    row,
    keys,
    volatile: mapped.volatile && JSON.stringify(mapped.volatile),
    software,
    rowHash: shortHash(`${row}${keys}${role}${active}${standing}${software ?? ''}`),
    raw,
    rawHash,
  }
}

/** What people recognise a record by: an address beats a name beats an id. */
function labelOf(row: JsonObject, id: string): string {
  let named: Json | undefined
  for (const key of labelKeys) {
    named = row[key]
    if (named !== undefined && named !== null) break
  }
  return typeof named === 'string' ? named : id
}
