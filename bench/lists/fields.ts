import type { NewField } from '../../src/directory/catalogue.ts'

/** A field as a customer adds one, with the SQL of its value for the person of number `n`. */
interface SeededField extends NewField {
  readonly key: string
  readonly value: string
}

const words = (prefix: string, many: number, salt: number, skew = 1): string =>
  `'${prefix} ' || (1 + floor(pg_temp.share(n, ${salt}) ^ ${skew} * ${many}))::integer`
const oneOf = (options: readonly string[], salt: number, skew = 1): string =>
  `(array['${options.join("','")}'])[1 + floor(pg_temp.share(n, ${salt}) ^ ${skew} * ${options.length})::integer]`
const daysAgo = (most: number, salt: number): string =>
  `date '2026-11-01' - (pg_temp.share(n, ${salt}) * ${most})::integer`
const sometimes = (value: string, share: number, salt: number): string =>
  `case when pg_temp.share(n, ${salt}) < ${share} then ${value} end`

const text = (label: string, value: string) => ({ label, type: 'text', value }) as const
const choice = (label: string, options: readonly string[], salt: number, skew = 1) =>
  ({ label, type: 'choice', options, value: oneOf(options, salt, skew) }) as const

const fields: readonly Omit<SeededField, 'key'>[] = [
  { label: 'Employee Number', type: 'text', unique: true, value: `'E' || lpad(n::text, 8, '0')` },
  text('Cost Center', words('CC', 400, 31, 2)),
  text('Team', words('Team', 2000, 32, 2)),
  text('Building', words('Building', 60, 33, 2)),
  text('Badge', sometimes(`'B-' || (n * 7919 % 99999989)`, 0.8, 34)),
  text('Laptop', sometimes(`'LT-' || (n * 104729 % 9999991)`, 0.7, 35)),
  text('Legal Entity', words('Entity', 25, 36, 3)),
  text('Job Family', words('Family', 40, 37, 1.5)),
  text('Mentor', sometimes(words('Mentor', 5000, 38), 0.3, 39)),
  text('Shirt Size', oneOf(['XS', 'S', 'M', 'L', 'XL'], 40)),
  choice('Division', ['Core', 'Cloud', 'Devices', 'Services', 'Research', 'Corporate'], 41, 1.5),
  choice('Region', ['EMEA', 'AMER', 'APAC', 'LATAM'], 42, 1.3),
  choice('Contract', ['permanent', 'fixed term', 'contractor', 'intern'], 43, 3),
  choice('Salary Band', ['A', 'B', 'C', 'D', 'E', 'F'], 44),
  choice('Shift', ['day', 'late', 'night'], 45, 3),
  choice('Clearance', ['none', 'basic', 'high'], 46, 3),
  { label: 'Grade', type: 'integer', value: `1 + floor(pg_temp.share(n, 47) * 14)::integer` },
  { label: 'Floor', type: 'integer', value: `floor(pg_temp.share(n, 48) * 30)::integer` },
  { label: 'Seat', type: 'integer', value: sometimes(`n % 900`, 0.6, 49) },
  { label: 'FTE', type: 'decimal', value: `round((0.5 + pg_temp.share(n, 50) ^ 0.3 / 2)::numeric, 2)` },
  {
    label: 'Bonus Share',
    type: 'decimal',
    value: sometimes(`round((pg_temp.share(n, 52) / 4)::numeric, 3)`, 0.4, 51),
  },
  { label: 'Remote', type: 'boolean', value: `pg_temp.share(n, 53) < 0.35` },
  { label: 'Union Member', type: 'boolean', value: sometimes(`pg_temp.share(n, 55) < 0.2`, 0.5, 54) },
  { label: 'Works Council', type: 'boolean', value: `pg_temp.share(n, 56) < 0.01` },
  { label: 'Reviewed On', type: 'date', value: sometimes(daysAgo(700, 58), 0.85, 57) },
  { label: 'Trained On', type: 'date', value: sometimes(daysAgo(1400, 60), 0.5, 59) },
  { label: 'Birthday', type: 'date', value: daysAgo(20_000, 61) },
  {
    label: 'Last Seen',
    type: 'datetime',
    value: sometimes(`timestamptz '2026-11-01' - pg_temp.share(n, 63) ^ 4 * interval '400 days'`, 0.95, 62),
  },
  { label: 'Private Email', type: 'email', value: sometimes(`'p' || n || '@example.net'`, 0.4, 64) },
  {
    label: 'Remarks',
    type: 'long_text',
    value: sometimes(
      `'Moved desk in week ' || n % 52 || '; asked for a second screen and got one.'`,
      0.15,
      65,
    ),
  },
]

/** Thirty fields of a customer's, of every type. */
export const customerFields: readonly SeededField[] = fields.map((field) => ({
  ...field,
  key: field.label.toLowerCase().replaceAll(' ', '_'),
}))
