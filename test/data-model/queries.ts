/** A question that a report asks, with its SQL. */
export interface Query {
  readonly title: string
  readonly sql: string
  readonly note?: string
}

/** Questions to begin with; the test asks each of them. */
export const queries: readonly Query[] = [
  {
    title: 'People by department',
    sql: `
select coalesce(department, 'none') as department, count(*) as people
  from person
 where archived_at is null
 group by 1
 order by people desc, department;`,
  },
  {
    title: 'Who has accounts where, over all applications',
    sql: `
select p.username, a.vendor, a.instance, u.role, u.active
  from person p
  join saas_user u on u.person_id = p.id and u.gone_at is null
  join saas_application a on a.id = u.application_id
 where p.archived_at is null
 order by p.username, a.vendor, a.instance;`,
  },
  {
    title: 'Accounts without a person',
    sql: `
select a.vendor, a.instance, u.label, u.vendor_id
  from saas_user u
  join saas_application a on a.id = u.application_id
 where u.person_id is null and u.no_person_reason is null and u.gone_at is null
 order by a.vendor, a.instance, u.label;`,
  },
  {
    title: 'Unused seats, and what inactive accounts cost',
    sql: `
select a.vendor, a.instance, a.seats, c.active, c.inactive,
       a.seats - c.active as unused_seats,
       round(a.seat_price * c.inactive / case a.price_period when 'year' then 12 else 1 end, 4) as inactive_cost, a.currency
  from saas_application a
  join saas_count c on c.application_id = a.id
 where c.active + c.inactive > 0
 order by a.currency, inactive_cost desc nulls last;`,
    note: 'Applications whose vendor says of nobody whether they are active are left out: their seats are not known to be unused. Costs are a month, and do not compare over two currencies.',
  },
  {
    title: 'Accounts of people who have left',
    sql: `
select p.username, p.employment_status, p.end_date, a.vendor, u.label
  from person p
  join saas_user u on u.person_id = p.id and u.gone_at is null and u.active is not false
  join saas_application a on a.id = u.application_id
 where p.archived_at is not null or p.employment_status = 'left'
 order by p.end_date desc nulls last, p.username;`,
  },
  {
    title: 'Hardware by owner, with how many titles of software are on it',
    sql: `
select d.name, d.serial_number, d.os, p.username as owner, count(i.software_id) as titles
  from device d
  left join person p on d.owner_key in (p.username_key, p.email_key)
  left join installation i on i.device_id = d.id and i.gone_at is null
 where d.archived_at is null
 group by d.id, p.id
 order by p.username nulls last, d.name;`,
  },
  {
    title: 'The history of one field of one person',
    sql: `
select c.at, c.before #>> '{}' as before, c.after #>> '{}' as after, c.actor, c.run_id
  from change c
  join person p on p.id = c.object_id
 where c.object = 'person' and p.username_key = 'ada' and c.field = 'department'
 order by c.id;`,
    note: "Values are JSON: #>> '{}' makes text of one. A creation is one row without a field; its values are after->>'department'.",
  },
  {
    title: 'What changed last week, by field',
    sql: `
select field, count(*) as changes, count(distinct object_id) as people
  from change
 where object = 'person' and kind = 'updated' and at >= now() - interval '7 days'
 group by field
 order by changes desc;`,
  },
  {
    title: 'The department of everybody as of a date',
    sql: `
with moment as (select timestamptz '2026-03-31 24:00 UTC' as at)
select p.username,
       case when d.id is null then p.department else d.before #>> '{}' end as department
  from moment m
  join person p on p.created_at < m.at
  -- The first change after that moment knows what was before; without one, it is what it is now.
  left join lateral (
    select c.id, c.before from change c
     where c.object = 'person' and c.object_id = p.id and c.field = 'department' and c.at >= m.at
     order by c.id limit 1) d on true
  left join lateral (
    select c.kind from change c
     where c.object = 'person' and c.object_id = p.id and c.kind in ('archived', 'restored') and c.at >= m.at
     order by c.id limit 1) s on true
 where coalesce(s.kind = 'archived', p.archived_at is null)
 order by p.username;`,
    note: 'Whoever is archived first after the date was not archived then; whoever is restored first was. Whoever was erased since has no name any more.',
  },
  {
    title: 'Which source says what of a field',
    sql: `
select p.username, coalesce(i.name, s.kind) as source, r."row" ->> 'department' as says, r.updated_at
  from source_record r
  join source s on s.id = r.source_id
  join person p on p.id = r.object_id
  left join integration i on i.id = s.id
 where r."row" ? 'department' and s.ended_at is null
 order by p.username, s.kind, s.launched_at;`,
  },
  {
    title: 'The customer’s own fields, and their columns',
    sql: `
select key as column, label, type, mandatory, retired
  from field
 where object = 'person' and not core
 order by position;`,
  },
]
