import type { Migration } from '../migration.ts'
import { tellings, toldChanges } from '../told-changes.ts'

/** What is written of terms becomes history from now on. Webhooks are not told of it. */
export const migration: Migration = {
  version: 93,
  name: 'history-of-terms',
  sql: `
alter table saas_application
  -- Nobody can know what was before history was kept.
  add column terms_since timestamptz not null default now();
alter table change drop constraint change_object_check,
  add constraint change_object_check check (object in ('person', 'saas_user', 'device', 'saas_application'));
${toldChanges(tellings).replaceAll('from object group by object', `from object where object <> 'saas_application' group by object`)}
comment on column saas_application.terms_since is 'Since when changes of seats, price, renewal, owner and notes are in history';
comment on table change is 'History: each changed field of a person, an account, a device or an application is one row; rows are only ever added';
comment on column change.object is 'person, saas_user, device or saas_application';
comment on column change.object_id is 'The id of the person, account, device or application';
`,
}
