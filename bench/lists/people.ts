const firstNames =
  `Ada Alan Alice Amira Anna Ben Carla Chen Clara Daniel Dora Elif Emil Eva Farid Gina Hana Hugo Ida Ines Ivan
  Jonas Julia Kai Karim Lara Laura Leo Lina Luis Maja Marta Mila Nadia Nils Noah Olga Omar Paula Petra Rafael Rosa Sami Sara
  Sofia Tariq Theo Uma Vera Viktor Wanda Yara Yusuf Zoe`.split(/\s+/)
const lastNames =
  `Abbott Adeyemi Ahmed Bauer Berg Bianchi Castro Costa Dahl Dubois Eriksen Fischer Fontaine Garcia Haas Hansen
  Ito Ivanova Jansen Jensen Kaya Keller Khan Kim Kovacs Larsen Lehmann Lopez Marino Meyer Moreau Murphy Nakamura Nguyen Nilsen
  Novak Okafor Olsen Papadakis Pereira Petrov Popescu Quinn Ricci Rossi Sato Schmidt Silva Singh Stone Suzuki Tanaka Torres Vega
  Wagner Weber Wolf Yilmaz Young Zhang`.split(/\s+/)
const departments =
  `Sales Engineering Support Operations Finance Marketing Product Legal People Security Design Research
  Facilities Procurement Data Partnerships Training Quality Logistics Board`.split(/\s+/)
const titles =
  `Specialist Manager Engineer Analyst Lead Director Consultant Associate Coordinator Architect`.split(/\s+/)
const cities =
  `Berlin London Paris Madrid Oslo Warsaw Lisbon Vienna Prague Dublin Toronto Austin Denver Boston Chicago Seattle
  Tokyo Osaka Singapore Sydney Melbourne Mumbai Pune Nairobi Lagos Cairo Bogota Lima Santiago Quito`.split(
    /\s+/,
  )

const pick = (values: readonly string[], salt: number, skew = 1): string =>
  `(array['${values.join("','")}'])[1 + floor(pg_temp.share(n, ${salt}) ^ ${skew} * ${values.length})::integer]`

/** The columns of people that come with the product, each with the SQL of its value for the person of number `n`. */
export const coreValues: Readonly<Record<string, string>> = {
  username: `lower(${pick(firstNames, 1)} || '.' || ${pick(lastNames, 2)}) || '.' || n`,
  email: `lower(${pick(firstNames, 1)} || '.' || ${pick(lastNames, 2)}) || '.' || n || '@example.' || (array['com', 'org', 'net'])[1 + n % 3]`,
  first_name: pick(firstNames, 1),
  last_name: pick(lastNames, 2),
  display_name: `case when pg_temp.share(n, 3) < 0.1 then ${pick(firstNames, 1)} || ' ' || left(${pick(lastNames, 2)}, 1) || '.' end`,
  role: `case when n % 5000 = 0 then 'editor' when n % 100 = 0 then 'viewer' else 'employee' end`,
  employment_status: `case when pg_temp.share(n, 4) < 0.86 then 'active' when pg_temp.share(n, 4) < 0.9 then 'on leave' else 'left' end`,
  title: `case when pg_temp.share(n, 5) < 0.95 then ${pick(titles, 6, 1.5)} end`,
  department: `case when pg_temp.share(n, 7) < 0.98 then ${pick(departments, 8, 2)} end`,
  manager: `case when n > 50 then 'manager.' || (n / 12) end`,
  location: `case when pg_temp.share(n, 9) < 0.97 then ${pick(cities, 10, 1.6)} end`,
  phone: `case when pg_temp.share(n, 11) < 0.6 then '+49 30 ' || lpad((n * 7919 % 9999991)::text, 7, '0') end`,
  start_date: `date '2026-11-01' - (pg_temp.share(n, 12) ^ 1.5 * 9000)::integer`,
  end_date: `case when pg_temp.share(n, 4) >= 0.9 then date '2026-11-01' - (pg_temp.share(n, 13) * 900)::integer end`,
  archived_at: `case when pg_temp.share(n, 14) < 0.06 then timestamptz '2026-11-01' - pg_temp.share(n, 15) * interval '900 days' end`,
  created_at: `timestamptz '2022-01-01' + pg_temp.share(n, 16) * interval '1700 days'`,
  updated_at: `timestamptz '2026-11-01' - pg_temp.share(n, 17) ^ 3 * interval '1000 days'`,
}
