import type { PlanScope, ScopeOf } from './scope.ts'
import { anotherSpeaks } from './speaker.ts'
import { literal } from './sql.ts'

const counted = (tests: { readonly installed: string; readonly removed: string }, from: string): string => `
  select nullif(jsonb_strip_nulls(jsonb_build_object(
           'installed', nullif(count(*) filter (where ${tests.installed}), 0),
           'removed', nullif(count(*) filter (where ${tests.removed}), 0))), '{}') as software
    from ${from}`

/**
 * `w`: how many titles are installed on, and removed from, the device of a row that is known; null where that is none, or not for this
 * row to tell. A source that no longer asks for software removes what it said.
 */
export function softwareJoin({ runId, sourceId, object, software }: PlanScope): string {
  if (object !== 'device') return 'cross join (select null::jsonb as software) w'
  const listed = `
    select distinct e->>0 as name, coalesce(e->>1, '') as version, coalesce(e->>2, '') as publisher
      from staged st, jsonb_array_elements(st.software) e where st.run_id = ${literal(runId)} and st.number = r.number`
  const known = `
    select s.name, i.version, s.publisher from installation i join software s on s.id = i.software_id
     where i.device_id = r.found and i.source_id = ${literal(sourceId)} and i.gone_at is null`
  const told = software
    ? `exists (select from staged st where st.run_id = ${literal(runId)} and st.number = r.number and st.software is not null)`
    : 'true'
  return `
    left join lateral (
      ${counted({ installed: 'known.name is null', removed: 'listed.name is null' }, `(${listed}) listed full join (${known}) known using (name, version, publisher)`)}
    ) w on r.found is not null and r.reason is null and ${told} and not ${anotherSpeaks(literal(sourceId), 'r.vendor_id', 'r.found')}`
}

/** `w`: the same for an undo, which takes back what the run before installed, and brings back what it removed. */
export function softwareBackJoin({ undoes, object }: ScopeOf<'undo'>): string {
  if (object !== 'device') return 'cross join (select null::jsonb as software) w'
  const [brought, missed] = backTests(undoes)
  return `
    left join lateral (
      ${counted({ installed: missed, removed: brought }, `installation i where i.device_id = r.object_id and (${brought} or ${missed})`)}
    ) w on true`
}

/** SQL: whether an installation (`i`) was brought by a run and is still there, and whether that run missed it and it never returned. */
export const backTests = (undoes: string): readonly [brought: string, missed: string] => [
  `(i.run_id = ${literal(undoes)} and i.gone_at is null)`,
  `(i.gone_run_id = ${literal(undoes)} and not exists (
      select from installation n where n.device_id = i.device_id and n.source_id = i.source_id and n.software_id = i.software_id
         and n.version = i.version and n.made_at > i.made_at))`,
]
