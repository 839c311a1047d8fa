import type { PoolClient } from 'pg'
import type { Connections } from '../../src/db/pool.ts'
import { inTransaction, withConnection } from '../../src/db/transaction.ts'
import { createField } from '../../src/directory/catalogue.ts'
import { customerFields } from './fields.ts'
import { hardware } from './hardware.ts'
import { coreValues } from './people.ts'

const source = '01900000-0000-7000-8000-000000000001'
const run = '01900000-0000-7000-8000-000000000002'
const applications = 40

/**
 * Fills an empty database with so many people, three accounts and ten changes each, one change of each account, and what one
 * integration said of everybody; then with devices. The same in every run.
 */
export async function seed({ pool }: Connections, people: number): Promise<void> {
  for (const { value: _, ...field } of customerFields)
    await inTransaction(pool, (client) => createField(client, field))
  await inTransaction(pool, async (client) => {
    // Tables that were emptied in the same transaction go to the disk without the log.
    await client.query(
      'truncate person, device, software, software_version, installation, saas_user, saas_application, saas_count, source_record, staged, change',
    )
    await client.query(functions)
    for (const statement of statements(people)) await client.query(statement)
  })
  await withConnection(pool, (client: PoolClient) => client.query('vacuum analyze'))
}

const functions = `
  set local work_mem = '256MB';
  create function pg_temp.share(n bigint, salt bigint) returns double precision language sql immutable as
    'select (hashint8extended(n, salt) & 2147483647) / 2147483648.0';
  create function pg_temp.id(kind bigint, n bigint) returns uuid language sql immutable as
    $$select ('0190' || lpad(to_hex(kind), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid$$`

const idOf = (n: string): string => `pg_temp.id(1, ${n})`

function statements(people: number): readonly string[] {
  const values = {
    id: idOf('n'),
    ...coreValues,
    ...Object.fromEntries(customerFields.map(({ key, value }) => [key, value])),
  }
  const everybody = `generate_series(1, ${people}::bigint) n`
  return [
    `insert into source (id, kind) values ('${source}', 'integration')`,
    `insert into run (id, integration_id, state, mode, actor, revision, applied_revision, finished_at) values ('${run}', '${source}', 'succeeded', 'apply', 'bench', 1, 1, now())`,
    `insert into person (${Object.keys(values).join(', ')}) select ${Object.values(values).join(', ')} from ${everybody}`,
    `insert into saas_application (id, vendor, instance, seats, seat_price, price_period, currency)
     select pg_temp.id(2, n), 'vendor-' || n, '', 20000 / n, 12.5, 'month', 'EUR' from generate_series(1, ${applications}) n`,
    `update source set application_id = pg_temp.id(2, 1)`,
    `insert into saas_user (id, application_id, vendor_id, person_id, label, role, active, gone_at, run_id, created_at)
     select pg_temp.id(3, n), pg_temp.id(2, 1 + floor(pg_temp.share(n, 71) ^ 2 * ${applications})::bigint), to_hex(n * 7919) || to_hex(n),
            case when pg_temp.share(n, 72) < 0.95 then ${idOf(`1 + (n * 7 % ${people})`)} end,
            'user.' || n || '@example.com', (array['Admin', 'Editor', 'Member', 'Guest', 'Viewer'])[1 + floor(pg_temp.share(n, 73) ^ 0.7 * 5)::integer],
            case when pg_temp.share(n, 74) < 0.9 then pg_temp.share(n, 75) < 0.85 end,
            case when pg_temp.share(n, 76) < 0.03 then timestamptz '2026-11-01' - pg_temp.share(n, 77) * interval '600 days' end,
            '${run}', timestamptz '2022-01-01' + pg_temp.share(n, 78) * interval '1700 days'
       from generate_series(1, ${people * 3}::bigint) n`,
    `insert into source_record (source_id, vendor_id, object_id, "row", run_id, number)
     select '${source}', to_hex(n), id, jsonb_build_object('username', username, 'email', email, 'first_name', first_name,
            'last_name', last_name, 'department', department, 'title', title), '${run}', n
       from (select row_number() over (order by id) as n, * from person) p`,
    `insert into staged (run_id, number, vendor_id, label, standing, "row", row_hash, raw, raw_hash)
     select run_id, number, vendor_id, "row"->>'email', 0, "row", md5(vendor_id)::uuid,
            jsonb_build_object('_id', vendor_id, 'notes', repeat('What the vendor says beside. ', 20)) || "row", md5(vendor_id)::uuid
       from source_record`,
    ...Array.from({ length: 10 }, (_, k) => changes(k, people)),
    `insert into change (object, object_id, kind, field, before, after, run_id, actor, at)
     select 'saas_user', pg_temp.id(3, n), 'updated', (array['role', 'active', 'label'])[1 + n % 3],
            (array['"Guest"', 'true', '"before@example.com"'])[1 + n % 3]::jsonb, (array['"Admin"', 'false', '"after@example.com"'])[1 + n % 3]::jsonb,
            '${run}', 'bench', timestamptz '2022-01-01' + floor(n::double precision / ${people * 3} * 1700) * interval '1 day'
       from generate_series(1, ${people * 3}::bigint) n`,
    ...hardware(people),
  ]
}

/** One change of everybody, in the order of time, as history grows in loads of every night. */
const changes = (k: number, people: number): string => `
  insert into change (object, object_id, kind, field, before, after, run_id, actor, at)
  select 'person', ${idOf('n')}, ${k === 0 ? `'created', null, null` : `'updated', (array['department', 'title', 'team', 'location'])[1 + (n + ${k}) % 4], to_jsonb('Before ' || n % 20)`},
         ${k === 0 ? `jsonb_build_object('username', 'user ' || n, 'department', 'Sales', 'title', 'Lead')` : `to_jsonb('After ' || n % 20)`},
         '${run}', 'bench', timestamptz '2022-01-01' + floor((${k} + n::double precision / ${people}) * 170) * interval '1 day'
    from generate_series(1, ${people}::bigint) n`
