import {
  by,
  exchangedSince,
  hadThroughMerge,
  ofDevice,
  type Personal,
  type Place,
  type Places,
  theirMerge,
  theirRecord,
  whom,
} from './found.ts'
import { isName, names, tells } from './names.ts'
import { personalInRuns } from './personal-in-runs.ts'

/**
 * Every place there is, in the order in which they are erased: what finds somebody stays until the last. A test compares it
 * with the columns of the database. `fields`: the keys of the fields of people.
 */
export const personal = (fields: readonly string[]): readonly Personal[] =>
  Object.entries({ ...personalInRuns, ...personalBesides, person: [inPeople(fields)] }).flatMap(
    ([table, places]) => places.map((place) => ({ ...place, table })),
  )

/** Somebody without a name stays: what counts people still adds up. */
const inPeople = (fields: readonly string[]): Place => ({
  found: by(`id = ${whom}`),
  becomes: {
    ...Object.fromEntries(fields.map((key) => [key, 'null'])),
    username: called,
    email: `${called} || '@erased.invalid'`,
    role: `'employee'`,
    archived_at: 'coalesce(archived_at, now())',
    updated_at: 'now()',
  },
  export: 'shown',
})
const called = `'erased-' || right(replace(id::text, '-', ''), 12)`

/** An owner of a device, in what a source said of it before a run and after. */
const ownerBefore = (column: 'record' | 'after'): Place => ({
  found: by(
    `"${column}"->>'object_id' in (select id::text from owned) and ${isName(`"${column}"->'row'->>'owner'`)}`,
  ),
  becomes: { [column]: `"${column}" #- '{row,owner}'` },
})

const isOwnerOfTerms = `object = 'saas_application' and field = 'owner_id'`
const changed = ['before', 'after']

/** SQL: the owner of an application, unless they were. */
const notThem = (owner: string) => `coalesce(nullif(${owner}, to_jsonb(${whom}::text)), 'null')`

const searched = `concat_ws(' ', name, words->>'search', words->>'filter')`

const personalBesides: Places = {
  source_before: [
    { found: theirRecord, goes: ['vendor_id', 'record', 'after'], export: 'kept' },
    ownerBefore('record'),
    ownerBefore('after'),
  ],
  source_record: [
    {
      found: () => ({
        from: 'owned_record o',
        where: 'source_record.source_id = o.source_id and source_record.vendor_id = o.vendor_id',
      }),
      becomes: {
        row: `case when ${isName(`"row"->>'owner'`)} then "row" - 'owner' else "row" end`,
        raw_hash: 'null',
      },
    },
    { found: by(`object_id = ${whom}`), goes: ['vendor_id', 'row'], export: 'kept' },
  ],
  change: [
    { found: hadThroughMerge, goes: changed },
    { found: exchangedSince, goes: changed },
    {
      found: by('object_id in (select id from whom union all select id from trace_account)'),
      goes: changed,
      export: 'shown',
    },
    { found: ofDevice(`change.field = 'owner'`), goes: changed },
    { found: ofDevice(`change.kind = 'created'`), becomes: { after: `change.after - 'owner'` } },
    {
      found: by(`${isOwnerOfTerms} and to_jsonb(${whom}::text) in (before, after)`),
      becomes: { before: notThem('before'), after: notThem('after') },
    },
    { found: by(`${isOwnerOfTerms} and before = after`), goes: changed },
  ],
  person_merge: [{ found: theirMerge, goes: ['into_changes', 'from_changes', 'records'] }],
  saas_user: [
    {
      found: by('id in (select id from trace_account)'),
      goes: ['vendor_id', 'label', 'role', 'no_person_reason'],
      export: 'kept',
    },
  ],
  saas_application: [{ found: by(`owner_id = ${whom}`), becomes: { owner_id: 'null' }, export: 'shown' }],
  device: [
    {
      found: by('owner_key in (select name from owner_name)'),
      becomes: { owner: 'null' },
      export: 'shown',
    },
  ],
  account: [{ found: by(`person_id = ${whom}`), becomes: { person_id: 'null' }, export: 'shown' }],
  // Those that ask for them. A username may be part of any word: it names somebody only where it is a whole value.
  view: [{ found: by(`(${tells(searched)} or ${names(searched)})`), goes: ['name', 'words'] }],
  repeatable: [{ found: by(tells('body')), goes: ['body'] }],
}
