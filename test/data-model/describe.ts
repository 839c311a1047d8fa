import type { Pool } from 'pg'
import { queries } from './queries.ts'

interface Described {
  readonly table: string
  readonly is: string
  readonly column: string
  readonly type: string
  readonly required: boolean
  readonly says: string
}

/** How tables hang together: a column, and the one whose value it has. */
export const joins: readonly (readonly [from: string, to: string])[] = [
  ['person.role', 'role.key'],
  ['person.merged_into', 'person.id'],
  ['saas_user.person_id', 'person.id'],
  ['saas_user.application_id', 'saas_application.id'],
  ['saas_application.owner_id', 'person.id'],
  ['saas_count.application_id', 'saas_application.id'],
  ['device.owner_key', 'person.username_key'],
  ['device.owner_key', 'person.email_key'],
  ['installation.device_id', 'device.id'],
  ['installation.software_id', 'software.id'],
  ['installation.source_id', 'source.id'],
  ['software_version.software_id', 'software.id'],
  ['source.id', 'integration.id'],
  ['source.application_id', 'saas_application.id'],
  ['source_record.source_id', 'source.id'],
  ['source_record.object_id', 'person.id'],
  ['source_record.object_id', 'device.id'],
  ['change.object_id', 'person.id'],
  ['change.object_id', 'saas_user.id'],
  ['change.object_id', 'device.id'],
  ['change.run_id', 'run.id'],
]

const intro = `# The data model

For people who read the database with a program of their own. This page is made of the database itself
(\`npm run data-model\`), and a test compares the two. The same words stand in the database as comments on tables and columns,
where most programs show them.

* **Read only.** Give reports a role of their own: \`create role reports login password '…'; grant usage on schema public to
  reports; grant select on person, role, saas_application, saas_user, saas_count, device, software, software_version, installation,
  source, source_record, change, field, integration, run to reports;\`. What writes past Muster is in no history and may be overwritten.
* Times are \`timestamptz\`, dates are \`date\`; ids are \`uuid\`, which the API shows without hyphens behind a prefix
  (\`per_\`, \`usr_\`, \`app_\`): \`public_id('per', id)\`.
* A field that a customer adds is a column of \`person\` or \`device\`: its key is in \`field\`, and never changes.
* Tables carry no foreign keys; what points where is told below.
`

/** The page, of a database with nothing but what migrations put there. */
export async function dataModel(pool: Pool): Promise<string> {
  const rows = await describedColumns(pool)
  const tables = [...new Set(rows.map(({ table }) => table))]
  return [
    intro,
    '## Tables\n',
    ...tables.map((table) => tableText(rows.filter((row) => row.table === table))),
    '## How they hang together\n',
    '| column | is the |\n| --- | --- |',
    ...joins.map(([from, to]) => `| \`${from}\` | \`${to}\` |`),
    '\n## Questions to begin with\n',
    ...queries.map(
      ({ title, sql, note }) =>
        `### ${title}\n\n\`\`\`sql${sql}\n\`\`\`\n${note === undefined ? '' : `\n${note}\n`}`,
    ),
  ].join('\n')
}

const tableText = (rows: readonly Described[]): string => {
  const [{ table, is } = { table: '', is: '' }] = rows
  const lines = rows.map(
    ({ column, type, required, says }) =>
      `| \`${column}\` | ${type}${required ? '' : ', or empty'} | ${says} |`,
  )
  return `### \`${table}\`\n\n${is}.\n\n| column | type | |\n| --- | --- | --- |\n${lines.join('\n')}\n`
}

/** Every column of the tables that say what they are. */
async function describedColumns(pool: Pool): Promise<readonly Described[]> {
  const { rows } = await pool.query<Described>(
    `select c.relname as table, obj_description(c.oid, 'pg_class') as is, a.attname as column,
            format_type(a.atttypid, null) as type, a.attnotnull as required, coalesce(col_description(c.oid, a.attnum), '') as says
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and obj_description(c.oid, 'pg_class') is not null
      order by array_position('{person,role,saas_application,saas_user,saas_count,device,software,software_version,installation}', c.relname::text), c.relname, a.attnum`,
  )
  return rows
}
