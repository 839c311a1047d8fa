import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../simulators/planhat/simulator.ts'
import { openClient } from '../client/open-client.ts'
import { newTypist, type TypedCommand, type Typist } from './test-data/typist.ts'

const token = 'a-token-that-opens-planhat'
const eve = { _id: '0123456789abcdef01234567', email: 'eve@example.com', firstName: 'Eve', lastName: 'Stone' }

let vendor: Simulator
let typist: Typist
let server: TypedCommand
beforeAll(async () => {
  vendor = await startSimulator({ tokens: [token], users: [eve] })
  vendor.mutate({ add: 5 })
  typist = newTypist([vendor.origin])
  server = typist.type('here', 'start --port 0')
  await server.prints('Ctrl-C')
  const { out } = await typist.type('here', `load planhat --base-url ${vendor.origin} --plan`, {
    MUSTER_PLANHAT_TOKEN: token,
  }).ended
  await muster(`run apply ${/run apply (run_\w+)/.exec(out)?.[1]}`)
})
afterAll(async () => {
  server.stop()
  await server.ended
  await vendor.close()
  typist.leave()
})
const muster = (line: string) => typist.type('here', line).ended

it('is told whom to edit', async () => {
  expect(await muster('people edit --set title=x')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('say whom to edit'),
  })
})

it('edits everybody who fits by a plan', async () => {
  const asked = 'people edit --filter email\tends\tEVE@example.com --set title=Chief'
  const looked = await muster(`${asked} --plan`)
  expect([looked.exit, looked.out]).toEqual([0, expect.stringContaining('Title: (empty) → Chief')])
  const one = await muster('people edit eve@example.com --set title=Head --plan')
  expect([one.exit, one.out]).toEqual([0, expect.stringContaining('Title: (empty) → Head')])
  expect((await muster('people show eve@example.com')).out).not.toMatch(/^Title/m)
  expect(await muster(`${asked} --apply`)).toMatchObject({ exit: 0 })
  expect((await muster('people show eve@example.com')).out).toMatch(/^Title +Chief$/m)
  await muster('people edit eve@example.com --set title=')
})

it('counts people as a view does, and shows them as of its day', async () => {
  const client = openClient({ socketPath: join(typist.home, 'here', 'muster.sock') })
  expect((await muster('views')).out).toMatch(/^You have no views\. .*What others keep for themselves is not/)
  await client.views.create({ list: 'people', name: 'Roles', words: { group: 'role', asOf: '2020-01-31' } })
  expect((await muster('views')).out).toMatch(/^Roles .* by role; as of 2020-01-31 /m)
  expect(JSON.parse((await muster('people --view roles --json')).out)).toMatchObject({ items: [] })
  // The day that ends last.
  const today = new Intl.DateTimeFormat('sv-SE').format()
  const { out } = await muster(`people --view roles --as-of ${today}`)
  expect(out).toMatch(/^ROLE +PEOPLE\nEmployee +\d+$/m)
  expect((await muster('people --as-of yesterday')).exit).toBe(2)
})

it('shows each of the other lists as a view of it asks, and as of a day', async () => {
  const { views } = openClient({ socketPath: join(typist.home, 'here', 'muster.sock') })
  await views.create({ list: 'saas-users', name: 'Where', words: { group: 'application' } })
  expect((await muster('saas users --view where')).out).toMatch(/^APPLICATION +SAAS USERS\n\w+ +\d+\n$/i)
  await views.create({ list: 'saas-applications', name: 'Ours', words: { filter: 'users gt 0' } })
  expect(JSON.parse((await muster('saas --view ours --json')).out)).toHaveLength(1)
  expect(JSON.parse((await muster('saas --view ours --as-of 2020-01-31 --json')).out)).toEqual([])
  for (const list of ['devices', 'software'] as const) {
    await views.create({ list, name: 'Empty', words: { filter: 'name empty' } })
    expect(JSON.parse((await muster(`${list} --view empty --as-of 2020-01-31 --json`)).out)).toEqual([])
    expect((await muster(`${list} --view ours`)).err).toContain('There is no view "ours"')
  }
})

it('asks as a view by a field that was retired does, without that, and says so', async () => {
  const client = openClient({ socketPath: join(typist.home, 'here', 'muster.sock') })
  const { key } = await client.fields.create({ label: 'Colour', type: 'text' })
  const words = { filter: `email eq "eve@example.com" and ${key} empty`, sort: key }
  await client.views.create({ list: 'people', name: 'Colours', words })
  await client.fields.update(key, { retired: true })
  const { exit, out, err } = await muster('people --view colours')
  expect([exit, err]).toEqual([0, expect.stringContaining('sorts by Colour and filters by Colour')])
  expect(out).toMatch(/^NAME.*\n.*eve@example\.com/)
  expect(out.trim().split('\n')).toHaveLength(2)
})

it('asks a list without fields as its view does, whatever field of people was retired', async () => {
  const client = openClient({ socketPath: join(typist.home, 'here', 'muster.sock') })
  const { key } = await client.fields.create({ label: 'Instance', type: 'text' })
  await client.fields.update(key, { retired: true })
  const words = { filter: 'instance eq "nowhere"' }
  await client.views.create({ list: 'saas-users', name: 'Nowhere', words })
  expect(await muster('saas users --view nowhere --json')).toMatchObject({ exit: 0, out: '[]\n', err: '' })
})

it('lists, makes and edits fields of devices like those of people', async () => {
  expect((await muster('fields --object device')).out).toMatch(
    /^Serial number +serial_number +text +unique/im,
  )
  expect((await muster('fields add Shelf --object device --type choice --options A,B')).exit).toBe(0)
  expect((await muster('fields')).out).not.toContain('shelf')
  const edit = async (line: string) => {
    const { exit, out, err } = await muster(`fields edit ${line}`)
    return exit === 0 ? out.trim() : err
  }
  expect(await edit('shelf --object device --options A,B,C --mandatory')).toBe(
    '"Shelf" (shelf) is mandatory, one of A, B, C',
  )
  expect(await edit('device.shelf --optional --retire')).toBe('"Shelf" (shelf) is retired, one of A, B, C')
  expect(await edit('Shelf --object device --restore')).toBe('"Shelf" (shelf) is one of A, B, C')
  await muster('fields add Slot --object device')
  expect(await edit('device.slot --unique')).toBe('"Slot" (slot) is unique')
  expect(await edit('shelf --retire')).toContain('There is no field "shelf"')
  expect(await edit('email --retire --restore')).toContain('excludes --restore')
  expect(await edit('email')).toContain('say what to edit')
})

it('takes none of several views with one name but one’s own', async () => {
  const { views } = openClient({ socketPath: join(typist.home, 'here', 'muster.sock') })
  const make = async (role: string) => {
    const { id } = await views.create({ list: 'people', name: 'Theirs', words: {} })
    return views.share(id, { reach: 'role', role })
  }
  const ids = [await make('viewer'), await make('editor')].map(({ id }) => id)
  const { exit, err } = await muster('views delete theirs')
  expect([exit, ids.filter((id) => !err.includes(id))]).toEqual([2, []])
  expect(err).toContain('name one by its id')
  const { id: own } = await views.create({ list: 'people', name: 'Theirs', words: {} })
  expect(JSON.parse((await muster('views delete theirs --json')).out)).toEqual({ id: own })
  for (const id of ids) expect((await muster(`views delete ${id}`)).exit).toBe(0)
})

it('shows the SaaS users, and of one how it stands and how that came to be', async () => {
  expect((await muster('saas users eve')).out).toMatch(/eve@example.com +Planhat +not told +Eve Stone/)
  const { out } = await muster('saas users show EVE@example.com')
  expect(out).toMatch(/^State +not told$/m)
  expect(out).toMatch(/^Last activity +the vendor does not tell it$/m)
  expect(out).toMatch(/ {2}created {2}\(.*, run_/)
  expect(await muster('saas users show nobody')).toMatchObject({
    exit: 1,
    err: expect.stringContaining('No SaaS user is called "nobody"'),
  })
})

it('edits the terms of all applications that fit by a plan, which can be taken back', async () => {
  const asked = 'saas edit --filter name\teq\t"Planhat" --seats 7 --owner eve@example.com'
  const looked = await muster(`${asked} --plan`)
  expect([looked.exit, looked.out]).toEqual([0, expect.stringContaining('Seats bought: (empty) → 7')])
  expect((await muster('saas show planhat')).out).toContain('seats unknown')
  expect((await muster('saas edit planhat --seats 3 --plan')).out).toContain('Seats bought: (empty) → 3')
  expect((await muster('saas show planhat')).out).toContain('seats unknown')
  const { exit, out } = await muster(`${asked} --apply --json`)
  expect(exit).toBe(0)
  expect((await muster('saas show planhat')).out).toContain('7 seats')
  await muster(`run undo ${JSON.parse(out).id} --apply`)
  expect((await muster('saas show planhat')).out).toContain('seats unknown')
})

it('archives an application by a plan, and takes it back', async () => {
  expect((await muster('saas archive planhat')).out).toContain('Nothing has been applied')
  expect(await muster('saas archive planhat --apply')).toMatchObject({ exit: 0 })
  expect((await muster('saas')).out).toContain('No application is in the list')
  expect((await muster('saas --archived')).out).toMatch(/^Planhat /m)
  expect((await muster('saas show planhat')).out).toMatch(/^Archived +20/m)
  expect(await muster('saas restore --filter name\teq\t"Planhat" --apply')).toMatchObject({ exit: 0 })
  expect((await muster('saas')).out).toMatch(/^Planhat /m)
})

it('says whose a SaaS user is, or that it needs nobody and why, by a plan', async () => {
  const personOf = async () =>
    /^Person +(.*)$/m.exec((await muster('saas users show eve@example.com')).out)?.[1]
  const link = 'saas users link --filter label\teq\t"eve@example.com"'
  const looked = await muster(`${link} --needs-none robot --plan`)
  expect([looked.exit, looked.out]).toEqual([0, expect.stringMatching(/^ {4}Person: .* → \(empty\)$/m)])
  expect(await muster(`${link} --needs-none robot --apply`)).toMatchObject({ exit: 0 })
  expect(await personOf()).toBe('none needed: robot, said by hand')
  expect(await muster('saas users link eve@example.com --to eve@example.com --apply')).toMatchObject({
    exit: 0,
  })
  expect(await personOf()).toBe('Eve Stone, said by hand')
  await muster('saas users link eve@example.com --give-back --apply')
  expect(await personOf()).toBe('Eve Stone')
})

it.each([
  ['saas edit planhat --filter seats\tempty --seats 1', 'say which: APPLICATION, or --filter for many'],
  ['saas archive', 'say which: APPLICATION'],
  ['saas users link --to eve@example.com', 'say which: USER'],
  ['saas users link eve@example.com --nobody --give-back', 'say whose: one of --to'],
  ['saas edit --filter seats\tlarge --seats 1', 'found "large"'],
])('refuses %s', async (line, why) => {
  expect(await muster(line)).toMatchObject({ exit: 2, err: expect.stringContaining(why) })
})

it('names people who may be the same, makes two of them one by a plan, and takes them apart', async () => {
  const client = openClient({ socketPath: join(typist.home, 'here', 'muster.sock') })
  const { items } = await client.people.list()
  const [one, two] = items.map(({ id }) => id)
  for (const id of [one, two]) await muster(`people edit ${id} --set phone=+1\t555\t123\t4567`)
  expect((await muster('people duplicates')).out).toContain('The same telephone number')
  const looked = await muster(`people merge ${one} ${two} --plan`)
  expect([looked.exit, looked.out]).toEqual([
    0,
    expect.stringContaining('The person becomes part of the other'),
  ])
  expect(await muster(`people merge ${one} ${two} --apply`)).toMatchObject({ exit: 0 })
  expect((await muster('people duplicates')).out).toContain('No two people look like one')
  expect(await muster(`people split ${one} ${two} --apply`)).toMatchObject({ exit: 0 })
  const [pair] = JSON.parse((await muster('people duplicates --json')).out)
  await muster(`people duplicates --dismiss ${pair.id}`)
  expect((await muster('people duplicates')).out).toContain('No two people look like one')
  expect((await muster('people duplicates --dismissed')).out).toContain(pair.id)
  for (const id of [one, two]) await muster(`people edit ${id} --give-back phone`)
})
