import {
  exchangedSince,
  hadThroughMerge,
  ofDevice,
  type Personal,
  theirMerge,
  theirRecord,
  whom,
} from './erase-found.ts'
import { isName, names } from './erase-names.ts'
import { personalInRuns } from './personal-in-runs.ts'

/**
 * Every place there is, in the order in which they are erased: what finds somebody stays until the last. A test compares it
 * with the columns of the database. `fields`: the keys of the fields of people.
 */
export const personal = (fields: readonly string[]): readonly Personal[] => [
  ...personalInRuns,
  ...inSources,
  ...inHistory,
  ...inLists,
  { table: 'person', found: { where: `id = ${whom}` }, becomes: shell(fields), export: 'shown' },
]

/** Somebody without a name: what counts people still adds up. */
const shell = (fields: readonly string[]): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(fields.map((key) => [key, 'null'])),
  username: called,
  email: `${called} || '@erased.invalid'`,
  role: `'employee'`,
  archived_at: 'coalesce(archived_at, now())',
  updated_at: 'now()',
})
const called = `'erased-' || right(replace(id::text, '-', ''), 12)`

/** An owner of a device, in what a source said of it before a run and after. */
const ownerBefore = (column: 'record' | 'after'): Personal => ({
  table: 'source_before',
  found: {
    where: `"${column}"->>'object_id' in (select id::text from owned) and ${isName(`"${column}"->'row'->>'owner'`)}`,
  },
  becomes: { [column]: `"${column}" #- '{row,owner}'` },
  export: 'never',
})

const inSources: readonly Personal[] = [
  {
    table: 'source_before',
    found: theirRecord('source_before'),
    goes: ['vendor_id', 'record', 'after'],
    export: 'kept',
  },
  ownerBefore('record'),
  ownerBefore('after'),
  {
    table: 'source_record',
    found: {
      from: 'owned_record o',
      where: 'source_record.source_id = o.source_id and source_record.vendor_id = o.vendor_id',
    },
    becomes: {
      row: `case when ${isName(`"row"->>'owner'`)} then "row" - 'owner' else "row" end`,
      raw_hash: 'null',
    },
    export: 'never',
  },
  {
    table: 'source_record',
    found: { where: `object_id = ${whom}` },
    goes: ['vendor_id', 'row'],
    export: 'kept',
  },
]

const isOwnerOfTerms = `object = 'saas_application' and field = 'owner_id'`
const changed = ['before', 'after']

/** SQL: the owner of an application, unless they were. */
const notThem = (owner: string) => `coalesce(nullif(${owner}, to_jsonb(${whom}::text)), 'null')`

const inHistory: readonly Personal[] = [
  { table: 'change', found: hadThroughMerge, goes: changed, export: 'never' },
  { table: 'change', found: exchangedSince, goes: changed, export: 'never' },
  {
    table: 'person_merge',
    found: theirMerge,
    goes: ['into_changes', 'from_changes', 'records'],
    export: 'never',
  },
  {
    table: 'change',
    found: { where: `object_id in (select id from whom union all select id from trace_account)` },
    goes: changed,
    export: 'shown',
  },
  { table: 'change', found: ofDevice('change', `change.field = 'owner'`), goes: changed, export: 'never' },
  {
    table: 'change',
    found: ofDevice('change', `change.kind = 'created'`),
    becomes: { after: `change.after - 'owner'` },
    export: 'never',
  },
  {
    table: 'change',
    found: { where: `${isOwnerOfTerms} and to_jsonb(${whom}::text) in (before, after)` },
    becomes: { before: notThem('before'), after: notThem('after') },
    export: 'shown',
  },
  {
    table: 'change',
    found: { where: `${isOwnerOfTerms} and before = after` },
    goes: changed,
    export: 'never',
  },
]

const searched = `concat_ws(' ', name, words->>'search', words->>'filter')`

/** SQL: whether a text has one of their addresses in it, or their id as the API shows it: what nobody else is called. */
const tells = (text: string) =>
  `(strpos(lower(${text}), public_id('per', ${whom})) > 0
     or exists (select from owner_name called where strpos(called.name, '@') > 1 and strpos(lower(${text}), called.name) > 0))`

const inLists: readonly Personal[] = [
  {
    table: 'saas_user',
    found: { where: 'id in (select id from trace_account)' },
    goes: ['vendor_id', 'label', 'role', 'no_person_reason'],
    export: 'kept',
  },
  {
    table: 'saas_application',
    found: { where: `owner_id = ${whom}` },
    becomes: { owner_id: 'null' },
    export: 'shown',
  },
  {
    table: 'device',
    found: { where: 'owner_key in (select name from owner_name)' },
    becomes: { owner: 'null' },
    export: 'shown',
  },
  {
    table: 'account',
    found: { where: `person_id = ${whom}` },
    becomes: { person_id: 'null' },
    export: 'shown',
  },
  {
    // Views that ask for them. A username may be part of any word: it names somebody only where it is a whole value.
    table: 'view',
    found: { where: `(${tells(searched)} or ${names(searched)})` },
    goes: ['name', 'words'],
    export: 'never',
  },
  { table: 'repeatable', found: { where: tells('body') }, goes: ['body'], export: 'never' },
]
