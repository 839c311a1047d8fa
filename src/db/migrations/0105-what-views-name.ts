import type { Migration } from '../migration.ts'

/** A view names rights, and fields by their ids: of devices as in device.model, and people as they are known where it names somebody. */
export const migration: Migration = {
  version: 105,
  name: 'what-views-name',
  sql: `
update view v set names = array(
  select distinct name from (
    select case list when 'people' then 'people:read' when 'devices' then 'devices:read' when 'software' then 'devices:read'
                     else 'saas-users:read' end
     union all
    select case when list = 'people' then named
                when list = 'devices' and named in ('owner', 'ownerId', 'ownerName') then 'device.owner'
                when list = 'devices' then 'device.' || named
                when list = 'saas-applications' and named in ('seats', 'pricePerSeat', 'pricePeriod', 'currency', 'renewalDate',
                       'renewsInDays', 'ownerId', 'ownerName', 'unusedSeats', 'inactiveCost', 'notes') then 'saas-applications:read' end
      from unnest(v.names) named
     union all
    select unnest('{username, email, first_name, last_name, display_name}'::text[])
     where v.list in ('people', 'devices', 'saas-users') and v.words ? 'search'
        or v.words ? 'filter' and v.names && case v.list
             when 'people' then '{fullName}' when 'devices' then '{owner, ownerName}' when 'saas-users' then '{label, personName}'
             when 'saas-applications' then '{ownerName}' else '{}' end::text[]
  ) needed (name) where name is not null);
`,
}
