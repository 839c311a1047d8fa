import { whom } from './names.ts'

/**
 * How a person is found in a table, in SQL: by what stands in the temporary tables of `gatherTraces` and its like. Every column
 * of the table is named by it, as a test demands: a bare name means another one inside a subquery that has it.
 */
export type Found = (table: string) => {
  /** What is joined. */
  readonly from?: string
  readonly where: string
}

/** Where in a table a person may stand, and what erasing them does there. */
export type Place = {
  readonly found: Found
  /**
   * Whether the export of everything about one person has it: as it stands, or as a part of its own. Left out: others stand
   * beside them there, or nothing else than elsewhere.
   */
  readonly export?: 'kept' | 'shown'
} & (
  | {
      /** What each column becomes, in SQL. */
      readonly becomes: Readonly<Record<string, string>>
    }
  | {
      /** The columns of a row that goes. */
      readonly goes: readonly string[]
    }
)

/** Places by their tables. */
export type Places = Readonly<Record<string, readonly Place[]>>

/** A place and its table. */
export type Personal = Place & { readonly table: string }

/** The columns that a place is about. */
export const columnsOf = (place: Place): readonly string[] =>
  'goes' in place ? place.goes : Object.keys(place.becomes)

/** Where a test says so, in SQL. */
export const by =
  (where: string): Found =>
  () => ({ where })

/** What a run keeps of a record of theirs. */
export const theirRecord: Found = (table) => ({
  from: 'trace_run r join trace t using (source_id)',
  where: `${table}.run_id = r.run_id and ${table}.vendor_id = t.vendor_id`,
})

/** The run of a source that knows them, or a device of theirs. */
export const theirRun = `(run.id in (select r.run_id from trace_run r) or run.integration_id in (select o.source_id from owned_record o))`

/** What a run keeps of a record that is somebody else's and says one of their addresses as its own, or somewhere. */
export const othersRecord =
  (isTheirs: boolean): Found =>
  (table) => ({
    from: 'elsewhere e',
    where: `e.is_others and ${isTheirs ? '' : 'not '}e.is_theirs and e.run_id = ${table}.run_id and e.number = ${table}.number`,
  })

/** What a run keeps of the record of a device that was theirs, or that names them. */
export const deviceRecord: Found = (table) => ({
  from: 'run r join owned_record o on o.source_id = r.integration_id',
  where: `${table}.run_id = r.id and ${table}.vendor_id = o.vendor_id`,
})

/** What is kept of a device that was theirs. */
export const ofDevice =
  (test: string): Found =>
  (table) => ({ from: 'owned', where: `${table}.object_id = owned.id and ${test}` })

const isTheirMerge = (merge: string) =>
  `(${whom} in (${merge}.into_id, ${merge}.from_id) or ${whom} = any(${merge}.people))`

/** The merges that they were part of. */
export const theirMerge: Found = (table) => ({ where: isTheirMerge(table) })

/** The plans about whoever was merged with them. */
export const mergePlan: Found = () => ({
  from: `run, (select whom.id from whom union select unnest(array[m.into_id, m.from_id]) from person_merge m where ${isTheirMerge('m')}) who`,
  where: `run.id = outcome.run_id and who.id::text in (run.merge->>'intoId', run.merge->>'fromId')`,
})

/** What others had through a merge until it was taken back. */
export const hadThroughMerge: Found = () => ({
  from: `person_merge m, lateral (values (m.into_id, m.into_changes), (m.from_id, m.from_changes)) w (who, said), jsonb_each(w.said) e`,
  where: `${isTheirMerge('m')} and change.object_id = w.who and change.field = e.key and change.at >= m.at
        and e.value->1 <> 'null' and e.value->1 in (change.before, change.after)`,
})

/** Unique values that were exchanged since. */
export const exchangedSince: Found = () => ({
  from: `person_merge m, lateral (values (m.into_id, m.from_id), (m.from_id, m.into_id)) w (who, other) join person o on o.id = w.other join field f on f.object = 'person' and f.is_unique`,
  where: `${isTheirMerge('m')} and change.object_id = w.who and change.at >= m.at and change.field = f.key and to_jsonb(o)->f.key <> 'null' and to_jsonb(o)->f.key in (change.before, change.after)`,
})
