import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newWorld, type World } from '../../../test/world.ts'

/** More than two pieces of a read, so that a table is put together of several. */
const people = 4321
const payloads = [
  '=1+1',
  '+A1',
  '-A1',
  '@SUM(A1)',
  '\t=1',
  ' =1',
  "'=1",
  '|calc',
  '＝1',
  'a,b',
  'say "hi"',
  'two\nlines',
  'Zoë',
]

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.post('/api/fields', { label: 'Height', type: 'decimal' })
  await world.post('/api/fields', { label: 'Remote', type: 'boolean' })
  await world.ctx.db.pool.query(
    `insert into person (username, email, first_name, last_name, title, height, remote, phone)
     select 'u' || n, 'u' || n || '@example.com', 'First ' || n % 7, 'Last ' || n, ($2::text[])[1 + n % cardinality($2::text[])],
            case when n % 3 > 0 then n / 4.0 end, case when n % 2 = 0 then n % 4 = 0 end, '+1 555 0100'
       from generate_series(1, $1) n`,
    [people, payloads],
  )
})
afterAll(() => world.close())

const wish = {
  filter: 'first_name not eq "First 3"',
  sort: '-height,username',
  columns: 'fullName,title:300,height,remote,email',
}
const query = (more: object = {}) => new URLSearchParams({ ...wish, ...more })

/** What the list itself shows, row by row. */
async function shown(): Promise<unknown[][]> {
  const rows: unknown[][] = []
  let cursor: string | null = null
  do {
    const {
      body,
    }: { body: { items: { fullName: string; values: Record<string, unknown> }[]; next: string | null } } =
      await world.get(
        `/api/people?${query({ limit: '200', fields: 'fullName,title,height,remote,email', ...(cursor ? { cursor } : {}) })}`.replace(
          /columns=[^&]*&/,
          '',
        ),
      )
    rows.push(
      ...body.items.map(({ fullName, values: { title, height, remote, email } }) => [
        fullName,
        title,
        height,
        remote,
        email,
      ]),
    )
    cursor = body.next
  } while (cursor !== null)
  return rows
}

const head = ['Name', 'Title', 'Height', 'Remote', 'Email']
const asText = (cell: unknown) => (cell === null ? '' : String(cell))
const unquoted = (cell: string) => cell.replace(/^'(?=[\s"'\uFEFF]*[=+\-@|＝＋－＠]|'*[\t\r\n])/u, '')

it('a list is taken along as CSV, row by row what it shows, and none of its cells is a formula', async () => {
  const { status, headers, body } = await world.get<string>(`/api/people/export?${query()}`)
  expect([status, headers['content-disposition']]).toEqual([200, 'attachment; filename="people.csv"'])
  const [first, ...rows]: string[][] = parse(body, { bom: true })
  expect(first).toEqual(head)
  expect(rows.map((row) => row.map(unquoted))).toEqual((await shown()).map((row) => row.map(asText)))
  expect(rows.flat().filter((cell) => /^[\s"]*[=+\-@|]/.test(cell))).toEqual([])
})

it('a list is taken along as XLSX, each value in its type, and texts are texts', async () => {
  const { body } = await world.get<Buffer>(`/api/people/export?${query({ format: 'xlsx' })}`)
  const book = read(body)
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {}
  const [first, ...rows] = utils.sheet_to_json<unknown[]>(sheet, { header: 1, defval: null, raw: true })
  expect(first).toEqual(head)
  expect(rows).toEqual(await shown())
  expect(
    Object.values(sheet).filter((cell) => typeof cell === 'object' && cell !== null && 'f' in cell),
  ).toEqual([])
})

it('dates and times are dates and times of a workbook, by the clocks of the workspace, except what was before it begins to count', async () => {
  await world.ctx.db.pool.query(
    `update person set start_date = case username when 'u1' then date '2026-01-31' else '1899-12-31' end, created_at = '2026-03-29T10:00:00Z'
      where username in ('u1', 'u2')`,
  )
  const columns = 'username,start_date,createdAt,phone'
  const asked = new URLSearchParams({
    filter: 'start_date not empty',
    sort: 'username',
    columns,
    format: 'xlsx',
  })
  const { body } = await world.get<Buffer>(`/api/people/export?${asked}`)
  const sheet = read(body, { cellDates: true, UTC: true }).Sheets.people ?? {}
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, UTC: true })
  const made = new Date('2026-03-29T12:00:00Z')
  expect(rows).toEqual([
    ['Username', 'Start date', 'In the directory since (Europe/Berlin)', 'Phone'],
    ['u1', new Date('2026-01-31'), made, '+1 555 0100'],
    ['u2', '1899-12-31', made, '+1 555 0100'],
  ])
})

it('times are told in CSV by the clocks of the workspace, too, with their offset', async () => {
  await world.ctx.db.pool.query(`update person set created_at = case username
    when 'u1' then timestamptz '2026-03-28T23:30:00.250Z' else '2026-03-29T22:00:00Z' end where username in ('u1', 'u2')`)
  const asked = new URLSearchParams({
    filter: 'username in (u1, u2) and createdAt between (2026-03-29, 2026-03-30)',
    columns: 'username,createdAt',
  })
  const { body } = await world.get<string>(`/api/people/export?${asked}`)
  expect(parse(body, { bom: true }).slice(1)).toEqual([
    ['u1', '2026-03-29T00:30:00.250+01:00'],
    ['u2', '2026-03-30T00:00:00+02:00'],
  ])
})

it('what is hidden from somebody is in no table of theirs', async () => {
  const some = world.seeing({
    hiddenFields: ['title', 'last_name'],
    filter: { field: 'first_name', anyOf: ['First 1'] },
  })
  expect((await some.get(`/api/people/export?${query()}`)).status).toBe(422)
  const { body } = await some.get<string>('/api/people/export')
  const [first = [], ...rows]: string[][] = parse(body, { bom: true })
  expect(first).not.toContain('Title')
  expect(rows).toHaveLength(618)
  expect(body).not.toMatch(/Last \d/)
})

it('what is counted by a field is taken along as it is counted', async () => {
  const { body } = await world.get<string>('/api/people/export?by=first_name&filter=phone+not+empty')
  const { body: shown } = await world.get<{ items: { value: string; count: number }[] }>(
    '/api/people/groups?by=first_name&filter=phone+not+empty',
  )
  expect(parse(body, { bom: true })).toEqual([
    ['First name', 'Count'],
    ...shown.items.map(({ value, count }) => [value, String(count)]),
  ])
  expect((await world.get('/api/people/export?by=id')).status).toBe(422)
})

it('accounts are taken along as they are shown: those that are gone do not pass for active', async () => {
  await world.ctx.db.pool.query(`
    with app as (insert into saas_application (vendor, instance) values ('planhat', 'EU') returning id)
    insert into saas_user (application_id, vendor_id, label, active, gone_at)
    select id, v.* from app, (values ('v1', '=cmd', true, null), ('v2', null, true, now())) v`)
  const { body } = await world.get<string>('/api/saas-users/export?columns=label,application,active,vendorId')
  expect(parse(body, { bom: true })).toEqual([
    ['SaaS user', 'Application', 'State', 'Id at the vendor'],
    ["'=cmd", 'planhat · EU', 'Active', 'v1'],
    ['v2', 'planhat · EU', 'Gone at the vendor', 'v2'],
  ])
})

it.each([
  ['a sort by no field', 'sort=-x'],
  ['a filter that is none', 'filter=nonsense'],
])('says what is wrong with %s before anything is sent', async (_, asked) => {
  const { status, body } = await world.get<{ code: string }>(`/api/people/export?${asked}`)
  expect([status, body.code]).toEqual([422, 'input.invalid'])
})

it.each(['filter=shoe_size+gt+40', 'sort=shoe_size', 'columns=shoe_size', 'format=pdf'])(
  'what cannot be asked is refused before anything is sent: %s',
  async (asked) => {
    const { status, body } = await world.get<{ problems: { field: string }[] }>(`/api/people/export?${asked}`)
    expect([status, body.problems.map(({ field }) => field)]).toEqual([422, [asked.split('=')[0]]])
  },
)
