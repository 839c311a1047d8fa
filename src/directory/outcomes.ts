import type { ClientBase } from 'pg'
import type { Field } from './field.ts'
import { heldReasons } from './held.ts'
import type { PlanScope } from './scope.ts'
import { softwareJoin } from './software-plan.ts'
import { ident, literal, rowValue } from './sql.ts'

/** Reasons for which a row fails; those of `held` hold it, the rest skip it. */
export const failures = ['keys_disagree', 'mandatory', 'taken', 'object_failed'] as const

const listed = (words: readonly string[]) => words.map(literal).join(', ')

/** The account of a plain creation: a staged row that has no outcome becomes a person just as it says, and this. */
export const plainAccount = (withAccounts: boolean): string =>
  withAccounts ? `'{"created": true}'::jsonb` : 'null::jsonb'

/** Whether a row (`r`) creates somebody just as it says, with an account that is not there yet. */
const isPlain = ({ application }: PlanScope): string =>
  `(r.reason is null and r.found is null and r.said is null${application ? ' and u.id is null' : ''})`

/** Writes what becomes of each row into `outcome`, but for plain creations, which nearly all of a first load are. */
export async function writeOutcomes(client: ClientBase, scope: PlanScope): Promise<void> {
  // "offset 0" has each comparison made once a row, not once for every place that mentions it.
  await client.query(`
    insert into outcome (run_id, number, vendor_id, label, kind, reason, object_id, changes, account, problems, found_by, software)
    select ${literal(scope.runId)}, number, vendor_id, label, kind,
           case when kind = 'updated' and comes_back then 'comes_back'
                when kind = 'updated' and changes = '{}' and account is null and software is null then case when returns then 'returned' else 'linked' end else reason end,
           object_id, nullif(changes, '{}'), account, problems, found_by, software
      from (
        select r.number, r.vendor_id, r.label, r.reason, r.problems, r.found_by, r.returns, p.archived_at is not null as comes_back, c.changes, a.account, w.software,
               case when r.reason in ('no_match', 'keys_disagree') then null
                    when r.reason is null and r.object_id is null then new_id() else r.object_id end as object_id,
               case when r.reason in (${listed(failures)}) then 'failed'
                    when r.reason in (${listed(heldReasons)}) then 'held'
                    when r.reason is not null then 'skipped'
                    when r.found is null then 'created'
                    when c.changes <> '{}' or a.account is not null or w.software is not null or r.is_new or r.returns or p.archived_at is not null then 'updated'
                    else 'unchanged' end as kind
          from plan_row r left join ${scope.object} p on p.id = r.found
          ${accountJoin(scope, 'r.vendor_id')}
          cross join lateral (select ${changesSql(scope.written)} as changes offset 0) c
          cross join lateral (select ${accountSql(scope)} as account offset 0) a
          ${softwareJoin(scope)}
         where not ${isPlain(scope)}
      ) planned`)
}

/** Field → [before, after] of an existing object; of a creation, what other records add to the staged row. */
export function changesSql(written: readonly Field[]): string {
  const values = written.map((field) => {
    const after = `to_jsonb(${rowValue('r."values"', field)})`
    return `(${literal(field.key)}, to_jsonb(p.${ident(field.key)}), coalesce(${after}, 'null'))`
  })
  return `
    case when r.reason not in (${listed(heldReasons)}) then null
         when r.found is null and r.said is null then null
         when r.found is null then (
           select coalesce(jsonb_object_agg(key, jsonb_build_array(null, value)), '{}') from jsonb_each(r."values")
            where r.said->key is distinct from value)
         else (
           select coalesce(jsonb_object_agg(v.key, jsonb_build_array(v.before, v.after)), '{}')
             from (values ${values.join(', ')}) v (key, before, after)
            where r."values" ? v.key and coalesce(v.before, 'null') <> v.after) end`
}

/** `app` and `u`: the SaaS user of a vendor id, where there is one. */
export function accountJoin({ application }: Pick<PlanScope, 'application'>, vendorId: string): string {
  if (!application) return ''
  return `
    left join saas_application app on app.vendor = ${literal(application.vendor)} and app.instance = ${literal(application.instance)}
    left join saas_user u on u.application_id = app.id and u.vendor_id = ${vendorId}`
}

const isMatched = `r.somebody is not null and (r.reason is null or r.reason in ('same_object', 'archived', ${listed(heldReasons)}))`

/** The SaaS user's field → [before, after]; missing facts keep what was known. */
export function accountSql({ application, preference }: PlanScope): string {
  if (!application) return 'null::jsonb'
  const changed = (name: string, before: string, after: string, when: string) =>
    `(${literal(name)}, to_jsonb(${before}), to_jsonb(${after}), ${when})`
  const mark = (name: string, since: string) => changed(name, 'true', 'null::boolean', `${since} is not null`)
  const said = [
    changed('role', 'u.role', `nullif(r.role, '')`, 'r.role is not null'),
    changed('active', 'u.active', 'r.active', 'r.active is not null'),
    changed('label', 'u.label', 'r.label', 'r.label is not null'),
    // A person who is yet to be created has no id that two plans would agree on.
    changed(
      'person',
      'u.person_id::text',
      `coalesce(r.found::text, 'new')`,
      `u.person_id is null and not u.linked_by_hand and ${isMatched}`,
    ),
  ]
  // Being listed is no matter of preference.
  const listed = [mark('gone', 'u.gone_at'), mark('unmaintained', 'u.unmaintained_at')]
  const fields = preference === 'create' ? listed : [...said, ...listed]
  return `
    case when r.reason = 'erased' then null
         when u.id is null then '{"created": true}'::jsonb
         else (
           select jsonb_object_agg(v.key, jsonb_build_array(v.before, v.after))
             from (values ${fields.join(', ')}) v (key, before, after, told)
            where v.told and v.before is distinct from v.after) end`
}
