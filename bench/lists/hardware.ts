const source = '01900000-0000-7000-8000-000000000003'
const run = '01900000-0000-7000-8000-000000000004'
const titles = 200
const titlesOfDevice = 20

/** How many devices there are for so many people. */
const devicesFor = (people: number): number => Math.min(people, 300_000)

const pick = (values: readonly string[], salt: number, skew = 1): string =>
  `(array['${values.join("','")}'])[1 + floor(pg_temp.share(n, ${salt}) ^ ${skew} * ${values.length})::integer]`
const makers = ['Apple', 'Dell', 'Lenovo', 'HP', 'Acer', 'Framework']
const places = ['Berlin', 'London', 'Paris', 'Oslo', 'Lisbon', 'Austin', 'Tokyo', 'Pune', 'Lima', 'Nairobi']

/** The columns of devices, each with the SQL of its value for the device of number `n`. */
const values: Readonly<Record<string, string>> = {
  id: 'pg_temp.id(4, n)',
  name: `${pick(['lap', 'desk', 'srv', 'mob'], 101, 2)} || '-' || lpad((n * 7919 % 999983)::text, 6, '0')`,
  serial_number: `'SN' || upper(to_hex(n * 104729))`,
  asset_tag: `case when pg_temp.share(n, 102) < 0.7 then 'AT-' || n end`,
  kind: pick(['laptop', 'desktop', 'server', 'phone', 'tablet'], 103, 2),
  status: pick(['in use', 'in stock', 'in repair', 'lost', 'retired'], 104, 5),
  manufacturer: pick(makers, 105, 1.5),
  model: `${pick(makers, 105, 1.5)} || ' ' || (1 + floor(pg_temp.share(n, 106) ^ 2 * 40))::integer`,
  os: pick(['macOS', 'Windows', 'Ubuntu', 'Debian', 'iOS'], 107, 1.5),
  os_version: `(10 + floor(pg_temp.share(n, 108) * 15))::integer || '.' || (n % 8)`,
  location: `case when pg_temp.share(n, 109) < 0.9 then ${pick(places, 110, 1.5)} end`,
  last_seen: `timestamptz '2026-11-01' - pg_temp.share(n, 111) ^ 4 * interval '300 days'`,
  purchase_date: `date '2026-11-01' - (pg_temp.share(n, 112) * 1800)::integer`,
  warranty_until: `date '2026-11-01' + 1095 - (pg_temp.share(n, 112) * 1800)::integer`,
  archived_at: `case when pg_temp.share(n, 113) < 0.05 then timestamptz '2026-11-01' - pg_temp.share(n, 114) * interval '900 days' end`,
  created_at: `timestamptz '2022-01-01' + pg_temp.share(n, 115) * interval '1700 days'`,
  updated_at: `timestamptz '2026-11-01' - pg_temp.share(n, 116) ^ 3 * interval '900 days'`,
}

/**
 * SQL that fills devices, twenty titles on each and three changes of each: in nine of ten, its owner is a person's username or
 * e-mail address.
 */
export function hardware(people: number): readonly string[] {
  const devices = `generate_series(1, ${devicesFor(people)}::bigint) n`
  const columns = Object.keys(values).join(', ')
  return [
    `insert into source (id, kind) values ('${source}', 'integration')`,
    `insert into run (id, integration_id, object, state, mode, actor, revision, applied_revision, finished_at) values ('${run}', '${source}', 'device', 'succeeded', 'apply', 'bench', 1, 1, now())`,
    `insert into device (${columns}, owner)
     select ${Object.values(values).join(', ')}, case when n % 10 > 0 then case when n % 2 = 0 then p.username else p.email end end
       from ${devices} left join person p on p.id = pg_temp.id(1, 1 + (n * 13 % ${people}))`,
    `insert into source_record (source_id, vendor_id, object_id, "row", run_id, number, gone_at)
     select '${source}', n::text, id, jsonb_build_object('name', name, 'serial_number', serial_number, 'os', os, 'owner', owner),
            '${run}', n, case when n % 33 = 0 then timestamptz '2026-10-01' end
       from (select row_number() over (order by id) as n, * from device) d`,
    `insert into software (id, name, publisher)
     select pg_temp.id(5, n), ${pick(['Studio', 'Reader', 'Agent', 'Browser', 'Office'], 117)} || ' ' || n, 'Publisher ' || n % 40
       from generate_series(1, ${titles}::bigint) n`,
    'alter table installation disable trigger user',
    `insert into installation (device_id, source_id, software_id, version, run_id, made_at, gone_at)
     select pg_temp.id(4, n), '${source}', pg_temp.id(5, 1 + k * ${titles / titlesOfDevice} + floor(pg_temp.share(n, 120 + k) ^ 2 * ${titles / titlesOfDevice})::bigint),
            (1 + floor(pg_temp.share(n, 150 + k) ^ 2 * 6))::integer || '.0', '${run}', timestamptz '2024-01-01',
            case when pg_temp.share(n, 180 + k) < 0.1 then timestamptz '2026-01-01' end
       from ${devices}, generate_series(0, ${titlesOfDevice - 1}) k order by 1, 3`,
    `update installation i set gone_at = r.gone_at from source_record r where r.object_id = i.device_id and r.gone_at is not null and i.gone_at is null`,
    'alter table installation enable trigger user',
    'select count_software()',
    `insert into staged (run_id, number, vendor_id, standing, "row", row_hash, raw, raw_hash)
     select run_id, number, vendor_id, 0, "row", md5(vendor_id)::uuid, jsonb_build_object('id', number, 'end_users', jsonb_build_array("row"->'owner'),
            'software', (select jsonb_agg(jsonb_build_object('name', name, 'version', '1.0', 'publisher', publisher)) from software where right(name, 1) = '7')) || "row",
            md5(vendor_id)::uuid
       from source_record where source_id = '${source}'`,
    ...Array.from({ length: 3 }, (_, k) => changes(k, devices)),
  ]
}

/** One change of every device, in the order of time, as history grows. */
const changes = (k: number, devices: string): string => `
  insert into change (object, object_id, kind, field, before, after, run_id, actor, at)
  select 'device', pg_temp.id(4, n), 'updated', (array['os_version', 'location', 'status'])[1 + (n + ${k}) % 3],
         to_jsonb('Before ' || n % 20), to_jsonb('After ' || n % 20), '${run}', 'bench',
         timestamptz '2022-01-01' + floor((${k} + n::double precision / max(n) over ()) * 560) * interval '1 day'
    from ${devices} order by n`
