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
} from './found.ts'
import { isName, names, tells, whom } from './names.ts'
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
  found: by(`person.id = ${whom}`),
  becomes: {
    ...Object.fromEntries(fields.map((key) => [key, 'null'])),
    username: called,
    email: `${called} || '@erased.invalid'`,
    role: `'employee'`,
    archived_at: 'coalesce(person.archived_at, now())',
    updated_at: 'now()',
  },
  export: 'shown',
})
const called = `'erased-' || right(replace(person.id::text, '-', ''), 12)`

/** An owner of a device, in what a source said of it before a run and after. */
const ownerBefore = (column: 'record' | 'after'): Place => {
  const said = `source_before."${column}"` as const
  return {
    found: by(
      `${said}->>'object_id' in (select owned.id::text from owned) and ${isName(`${said}->'row'->>'owner'`)}`,
    ),
    becomes: { [column]: `${said} #- '{row,owner}'` },
  }
}

const isOwnerOfTerms = `change.object = 'saas_application' and change.field = 'owner_id'`
const changed = ['before', 'after']

/** SQL: the owner of an application, unless they were. */
const notThem = (owner: string) => `coalesce(nullif(${owner}, to_jsonb(${whom}::text)), 'null')`

const searched = `concat_ws(' ', view.name, view.words->>'search', view.words->>'filter')`

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
        row: `case when ${isName(`source_record."row"->>'owner'`)} then source_record."row" - 'owner' else source_record."row" end`,
        raw_hash: 'null',
      },
    },
    { found: by(`source_record.object_id = ${whom}`), goes: ['vendor_id', 'row'], export: 'kept' },
  ],
  change: [
    { found: hadThroughMerge, goes: changed },
    { found: exchangedSince, goes: changed },
    {
      found: by('change.object_id in (select whom.id from whom union all select a.id from trace_account a)'),
      goes: changed,
      export: 'shown',
    },
    { found: ofDevice(`change.field = 'owner'`), goes: changed },
    { found: ofDevice(`change.kind = 'created'`), becomes: { after: `change.after - 'owner'` } },
    {
      found: by(`${isOwnerOfTerms} and to_jsonb(${whom}::text) in (change.before, change.after)`),
      becomes: { before: notThem('change.before'), after: notThem('change.after') },
    },
    { found: by(`${isOwnerOfTerms} and change.before = change.after`), goes: changed },
  ],
  person_merge: [{ found: theirMerge, goes: ['into_changes', 'from_changes', 'records'] }],
  saas_user: [
    {
      found: by('saas_user.id in (select a.id from trace_account a)'),
      goes: ['vendor_id', 'label', 'role', 'no_person_reason'],
      export: 'kept',
    },
  ],
  saas_application: [
    { found: by(`saas_application.owner_id = ${whom}`), becomes: { owner_id: 'null' }, export: 'shown' },
  ],
  device: [
    {
      found: by('device.owner_key in (select o.name from owner_name o)'),
      becomes: { owner: 'null' },
      export: 'shown',
    },
  ],
  account: [{ found: by(`account.person_id = ${whom}`), becomes: { person_id: 'null' }, export: 'shown' }],
  // Those that ask for them. A username may be part of any word: it names somebody only where it is a whole value.
  view: [{ found: by(`(${tells(searched)} or ${names(searched)})`), goes: ['name', 'words'] }],
  repeatable: [{ found: by(tells('repeatable.body')), goes: ['body'] }],
}
