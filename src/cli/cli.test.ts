import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from '../../simulators/planhat/simulator.ts'
import { openClient } from '../client/open-client.ts'
import type { Person } from '../client/person.ts'
import type { Run } from '../client/run.ts'
import { newTypist, type TypedCommand, type Typist } from './test-data/typist.ts'

const token = 'a-token-that-opens-planhat'
const evil = {
  _id: '0123456789abcdef01234567',
  email: 'eve@example.com',
  firstName: '\u001b[31mEve\u001b[0m',
  lastName: 'Stone\u202e',
  nickName: '\u001b]0;owned\u0007Eve',
}

let vendor: Simulator
let typist: Typist

beforeAll(async () => {
  vendor = await startSimulator({ tokens: [token], users: [evil] })
  vendor.mutate({ add: 40 })
  typist = newTypist([vendor.origin])
})
afterAll(async () => {
  await vendor.close()
  typist.leave()
})

const load = (more: string) => `load planhat --base-url ${vendor.origin} ${more}`
const withToken = { MUSTER_PLANHAT_TOKEN: token }

describe('without a server', () => {
  const muster = (line: string, env?: Readonly<Record<string, string>>) =>
    typist.type('alone', line, env).ended

  it('does what was typed in this process', async () => {
    expect(await muster('people --json')).toEqual({ out: '[]\n', err: '', exit: 0 })
  })

  it('shows a plan, and applies exactly it later', async () => {
    const planned = await muster(load('--plan'), withToken)
    expect(planned).toMatchObject({ err: '', exit: 0 })
    expect(planned.out).toContain('  created     41\n')
    expect((await muster('people --json')).out).toBe('[]\n')

    const [, id = ''] = /muster run apply (run_\w+)/.exec(planned.out) ?? []
    const applied = await muster(`run apply ${id}`)
    expect(applied).toMatchObject({ err: '', exit: 0 })
    expect(applied.out).toMatch(
      /^Applied\n {2}read 41 = created 41 \+ .*\n {2}\d.*records\/s\nFrom now on it runs by itself /,
    )
    expect(await muster(`run apply ${id}`)).toMatchObject({ out: '', exit: 4 })
  })

  it('says what is wrong with the configuration', async () => {
    expect(await muster('people', { MUSTER_ROOT_KEY: 'short' })).toMatchObject({ out: '', exit: 78 })
  })

  it('stops a run at Ctrl-C and says that nothing was applied', async () => {
    vendor.mutate({ add: 5 })
    vendor.setFaults([{ id: 'F4', variant: 'slow-headers', with: { ms: 20_000 } }])
    const before = vendor.state().requests
    const running = typist.type('alone', 'run planhat --apply')
    await vi.waitFor(() => expect(vendor.state().requests).toBeGreaterThan(before), 15_000)
    running.interrupt()
    const { out, err, exit } = await running.ended
    vendor.setFaults([])
    expect({ out, err, exit }).toEqual({
      out: 'Cancelled; nothing was applied\n',
      err: 'Stopping the run …\n',
      exit: 1,
    })
    const { ledger } = JSON.parse((await muster('run planhat --plan --json')).out) as Run
    expect(ledger.created).toBe(5)
  })
})

describe('with a server', () => {
  const muster = (line: string, env?: Readonly<Record<string, string>>) =>
    typist.type('served', line, env).ended
  let server: TypedCommand
  let origin: string

  beforeAll(async () => {
    server = typist.type('served', 'start --json --port 0')
    await server.prints('}\n')
    // Printed by `start`, which is asked for a port.
    origin = (JSON.parse(server.printed()) as { origin: string }).origin
  })

  it('wants a token, never as an argument, and says where else it may be', async () => {
    const { out, err, exit } = await muster(load('--plan'))
    expect({ out, exit }).toEqual({ out: '', exit: 2 })
    expect(err).toContain('put it into MUSTER_PLANHAT_TOKEN, name a file with --token-file')
  })

  it('keeps no token that the vendor refuses', async () => {
    const { err, exit } = await muster(load('--apply'), { MUSTER_PLANHAT_TOKEN: 'wrong' })
    expect(exit).toBe(4)
    expect(err).toMatch(/^muster: Planhat refused the token\. .*\n$/)
    expect((await muster('credentials --json')).out).toBe('[]\n')
  })

  it('loads through it, and leaves it running', async () => {
    expect(await muster('people --json')).toMatchObject({ out: '[]\n', exit: 0 })
    const planned = await muster(load('--apply --json'), withToken)
    expect(planned).toMatchObject({ err: '', exit: 4 })
    const { id } = JSON.parse(planned.out) as Run
    expect(await muster(`run apply ${id} --json`)).toMatchObject({ err: '', exit: 0 })
    const people = JSON.parse((await muster('people --json')).out) as Person[]
    expect(people.length).toBeGreaterThan(40)
  })

  it('keeps the token it has when the vendor refuses another', async () => {
    expect((await muster('credentials edit planhat', { MUSTER_PLANHAT_TOKEN: 'wrong' })).exit).toBe(4)
    expect(await muster('credentials test planhat')).toMatchObject({
      out: 'The vendor accepts it\n',
      exit: 0,
    })
    expect(JSON.parse((await muster('credentials --json')).out)).toHaveLength(1)
  })

  it('keeps the last day of a token, which need not be entered again', async () => {
    expect((await muster('credentials edit planhat --expires-on 2127-01-31')).exit).toBe(0)
    expect((await muster('credentials')).out).toContain('2127-01-31')
  })

  it('ends where the port is taken, and says so', async () => {
    const { err, exit } = await typist.type('second', `start --port ${new URL(origin).port}`).ended
    expect({ err, exit }).toEqual({
      err: expect.stringMatching(/^muster: Port \d+ is taken: .*\n$/),
      exit: 4,
    })
  })

  it('shows names from the vendor without what they would do to a terminal', async () => {
    const { out } = await muster('people eve')
    expect(out).toContain('Eve Stone')
    expect(out).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u)
  })

  it('changes nobody when it is run again, and reuses what it kept', async () => {
    // The token is kept by now.
    const { out, exit } = await muster(load('--apply --json'))
    expect(exit).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      state: 'succeeded',
      ledger: { created: 0, updated: 0, failed: 0 },
    })
    expect(JSON.parse((await muster('integrations --json')).out)).toHaveLength(1)
  })

  it('finds a person by e-mail address', async () => {
    const { out, exit } = await muster('people show EVE@example.com')
    expect([exit, out]).toEqual([0, expect.stringContaining('Stone')])
    // Each change names who did it and by which run.
    expect(out).toMatch(/ {2}person created {2}\(.+, run_\w+\)$/m)
  })

  it('lists whom a filter fits, in an order, with some fields', async () => {
    const eve = 'email\tends\tEVE@example.com'
    const { out, exit } = await muster(`people --filter ${eve} --sort -username --fields email,role`)
    expect([exit, out]).toEqual([0, expect.stringMatching(/^EMAIL +ROLE\s+eve@example\.com +Employee\s*$/)])
    expect(await muster('people --fields shoes')).toMatchObject({ exit: 2 })
  })

  it('writes values of a person by hand, gives them back, archives and restores', async () => {
    const edited = await muster('people edit eve@example.com --set title=Chief\tof\tStaff department=')
    expect(edited).toMatchObject({
      err: '',
      exit: 0,
      out: expect.stringMatching(/^Changed .*: title, department\n$/),
    })
    expect((await muster('people show eve@example.com')).out).toMatch(/^Title +Chief of Staff$/m)
    expect((await muster('people edit eve@example.com --give-back title')).exit).toBe(0)
    expect((await muster('people archive eve@example.com')).out).toMatch(
      /is archived; muster people restore per_/,
    )
    expect(JSON.parse((await muster('people --archived --json')).out)).toHaveLength(1)
    expect((await muster('people restore eve@example.com')).out).toMatch(/ is back\n$/)
  })

  it('shows a list as a view asks, says who has it, and deletes it', async () => {
    const client = openClient({ socketPath: join(typist.home, 'served', 'muster.sock') })
    await client.views.create({ list: 'people', name: 'Eves', words: { filter: 'email starts EVE@' } })
    expect(JSON.parse((await muster('people --view eves --json')).out)).toHaveLength(1)
    expect((await muster('views share eves --everyone')).out).toBe('"Eves" is for everybody now\n')
    expect((await muster('views')).out).toMatch(
      /^VIEW .*\nEves +people +everybody +email starts EVE@ +viw_\w+\n$/,
    )
    expect((await muster('views delete eves')).exit).toBe(0)
    expect((await muster('people --view eves')).exit).toBe(1)
  })

  it('says what an application costs once somebody told it', async () => {
    expect((await muster('saas')).out).toMatch(
      /^APPLICATION +USERS .*\nPlanhat +\d+ .* unknown +unknown +unknown +app_\w+\n$/,
    )
    const edit = 'saas edit planhat --seats 60 --price 29.9 --currency eur --owner EVE@example.com'
    expect(await muster(edit)).toMatchObject({
      out: 'Changed "Planhat": 60 seats, 29.90 EUR a seat and month\n',
      exit: 0,
    })
    const { out } = await muster('saas show Planhat')
    expect(out).toMatch(/^Unused seats +\d+ of 60$/m)
    expect(out).toMatch(/^Cost of inactive +\d+\.\d\d EUR a month$/m)
    expect((await muster('saas edit planhat --seats none')).out).toContain('seats unknown, 29.90 EUR')
  })

  it('tells who speaks first of a field, and refuses an order of whom does not speak', async () => {
    const { out, exit } = await muster('fields sources email')
    expect([exit, out]).toEqual([0, expect.stringMatching(/^WHO SPEAKS FIRST .*\nPlanhat .* yes\s*$/)])
    expect((await muster('fields sources email --usual')).exit).toBe(0)
    expect((await muster('fields sources email --first Slack')).err).toContain(
      'There is no source of this field',
    )
    const proposed = await muster('fields sources email --first planhat')
    expect(proposed.out).toMatch(/Another order waits, proposed by .*: muster run show run_\w+/)
    await muster('fields sources email --usual')
  })

  it('takes back that a field of one’s own is mandatory', async () => {
    await muster('fields add Badge --mandatory')
    const { out, exit } = await muster('fields edit badge --optional')
    expect({ out, exit }).toEqual({ out: '"Badge" (badge) is optional\n', exit: 0 })
  })

  it('tells of what fails, and below lists how much', async () => {
    vendor.setFaults([{ id: 'F21' }])
    expect((await muster('run planhat --apply')).exit).toBe(4)
    vendor.setFaults([])
    const { out } = await muster('notices')
    expect(out).toMatch(
      /^"Planhat" fails\. .*\n {2}since .* · not e-mailed: the integration has no contacts\n/,
    )
    expect((await muster('integrations')).out).toMatch(/\n\n1 open notice: muster notices\n$/)
  })

  it('tells contacts, and no more once it works', async () => {
    const told = await muster('integrations contacts planhat ada@example.com')
    expect(told.out).toBe('Told of "Planhat": ada@example.com\n')
    expect((await muster('notices')).out).toContain('not e-mailed: MUSTER_SMTP_URL is not set')
    expect((await muster('run planhat --apply')).exit).toBe(0)
    expect((await muster('runs')).out).not.toContain('notice')
  })

  it('shows what a change of an integration does before it takes effect', async () => {
    const edit = 'integrations edit planhat --update-only'
    const planned = await muster(`${edit} --plan`)
    expect(planned).toMatchObject({ err: '', exit: 0 })
    expect(planned.out).toContain('What the changed preference of Planhat would do')
    expect((await muster('runs --limit 1')).out).toMatch(/^WHEN .* GONE .*\n.* change previewed /)
    const [, id = ''] = /To have exactly this: muster run apply (run_\w+)\n/.exec(planned.out) ?? []
    const show = async () => (await muster('integrations show planhat')).out
    expect(await show()).toMatch(
      /creates and updates\n(.*\n)*Waiting +the changed preference: muster run show run_/,
    )
    expect(await muster(`run apply ${id}`)).toMatchObject({ err: '', exit: 0 })
    expect(await show()).toContain('updates only')
    const back = await muster('integrations edit planhat --create-and-update --apply')
    expect(back.out).toContain('The change has taken effect\n')
    expect(await show()).toContain('creates and updates')
  })

  it('decides two changes of an integration one by one', async () => {
    const { out } = await muster('integrations edit planhat --create-only --plan')
    const [, id = ''] = /muster run reject (run_\w+)\n/.exec(out) ?? []
    const second = await muster('integrations edit planhat --user-only --apply')
    expect(second).toMatchObject({ out: '', exit: 4 })
    expect(second.err).toContain(
      `has a change that waits already, the changed preference. Look at it: muster run show ${id}`,
    )
    expect((await muster('integrations edit planhat --name Hat')).out).toBe('Changed "Hat"\n')
    expect((await muster('integrations edit hat --name Planhat')).exit).toBe(0)
    expect((await muster(`run reject ${id}`)).exit).toBe(0)
    expect((await muster('integrations show planhat')).out).not.toContain('Waiting')
  })

  it.each([
    ['--create-only --role Viewer', 'integrations edit Planhat --create-only --role Viewer'],
    ['--token-file t', 'credentials edit Planhat --token-file t'],
  ])('does not change an integration by "load … %s", but says what does', async (flags, command) => {
    const { out, err, exit } = await muster(`load planhat ${flags}`)
    expect({ out, exit }).toEqual({ out: '', exit: 2 })
    expect(err).toContain(`"Planhat" is set up already; to change it: muster ${command}`)
  })

  it('tells a script that some records failed', async () => {
    vendor.mutate({ add: [{ _id: 'fedcba9876543210fedcba98', email: 'no address' }] })
    const { out, exit } = await muster('run planhat --apply')
    expect(exit).toBe(3)
    expect(out).toContain('Failed\n  ')
    expect(out).toContain('Applied, but 1 record failed and changed nothing')
  })

  it('chooses when an integration runs by itself, pauses it and shows what comes next', async () => {
    const schedule = 'integrations schedule planhat'
    const chosen = await muster(`${schedule} --every week --days Monday,thu --at 02:30 --zone Europe/Berlin`)
    expect(chosen).toMatchObject({ err: '', exit: 0 })
    expect(chosen.out).toMatch(
      /^"Planhat" is active; it runs every Monday, Thursday at 02:30 Europe\/Berlin\n( {2}.+\n){5}$/,
    )
    expect((await muster(`${schedule} --every hours --hours 6`)).out).toContain('it runs every 6 hours\n')
    const elsewhere = await muster(`${schedule} --every day --at 12:00`, { TZ: 'Asia/Tokyo' })
    expect(elsewhere.out).toMatch(/at 12:00 (?!Asia\/Tokyo).+\n( {2}\d{4}-\d\d-\d\d 12:00\n){5}$/)
    await muster('integrations pause planhat --because Holidays')
    expect((await muster('integrations show planhat')).out).toMatch(/^State +paused: Holidays$/m)
    expect((await muster('integrations resume planhat')).out).toContain('is active')
    const { out } = await muster(`${schedule} --off`)
    expect((await muster(schedule)).out).toContain(`${out}To choose otherwise: --every day --at 02:30`)
  })

  it('says what holds a run, and lets a person decide', async () => {
    const { deactivate = [] } = vendor.mutate({ deactivate: 20 })
    const held = await muster('run planhat --apply')
    expect(held.exit).toBe(5)
    expect(held.out).toMatch(/Held; nothing was applied\n {2}\d+ people or accounts would be deactivated/)
    expect((await muster('runs --limit 1')).out).toContain('held')
    const [, id = ''] = /muster run reject (run_\w+)/.exec(held.out) ?? []
    expect(await muster(`run reject ${id}`)).toMatchObject({ err: '', exit: 0 })
    const again = await muster('run planhat --apply')
    const [, other = ''] = /muster run release (run_\w+)/.exec(again.out) ?? []
    expect((await muster(`run apply ${other}`)).err).toContain(`release it: muster run release ${other}`)
    expect((await muster(`run release ${id}`)).exit).toBe(4)
    expect(await muster(`run release ${other}`)).toMatchObject({ err: '', exit: 3 })
    vendor.mutate({ reactivate: deactivate })
  })

  it.each([
    ['integrations schedule planhat --at 2:30', 2, '--every: is missing; for example --every day --at '],
    ['integrations schedule planhat --every day', 2, '--at: is missing'],
    ['integrations schedule planhat --every day --at 2:30', 2, 'must be a time of day such as 02:30'],
    ['integrations schedule planhat --every week --at 02:30 --days none', 2, '--days: must be names of days'],
    ['integrations resume planhat', 4, 'only a paused one can be resumed'],
    ['run Plahnat --plan', 1, 'did you mean "Planhat"?'],
    ['run show run_00000000000000000000000000000000', 1, 'There is no run'],
    ['fields add Size --type money', 2, 'type: must be one of text, long_text, '],
    ['people show nobody@example.com', 1, 'Nobody has the id, username or e-mail address'],
    ['people edit eve@example.com', 2, 'say what to edit'],
    ['people edit eve@example.com --set title', 2, '--set: must look like title='],
    ['people edit eve@example.com --set shoes=1', 2, 'values.shoes: There is no such field'],
    ['views share eves', 2, 'say one of --everyone, --role and --private'],
    ['saas edit planhat', 2, 'say what to edit'],
    ['saas edit planhat --seats many', 2, '--seats: must be a'],
    ['saas edit planhat --currency XYZ', 2, 'currency: must be the code of a currency'],
    ['saas show slack', 1, 'There is no SaaS application "slack"'],
    ['fields add Email', 2, 'there is already a field "Email"'],
    ['integrations delete planhat', 2, '--yes: is needed where nobody can be asked'],
    ['peolpe', 2, 'Did you mean people?'],
    ['help peolpe', 2, "unknown command 'peolpe'"],
    ['simulate planhat --users many', 2, 'users must be a whole number'],
    ['simulate planhat --unknown', 2, '--unknown'],
  ])('answers "%s" with exit code %i: %s', async (line, exit, words) => {
    const ended = await muster(line)
    expect(ended).toMatchObject({ out: '', exit })
    expect(ended.err).toContain(words)
    expect(ended.err).not.toMatch(/\n {4}at /)
  })

  it('tells a program that there is no such command', async () => {
    const { out, exit } = await muster('peolpe --json')
    expect(exit).toBe(2)
    expect(JSON.parse(out)).toEqual({
      error: {
        code: 'input.invalid',
        message: expect.stringContaining("unknown command 'peolpe'"),
        problems: [],
      },
    })
  })

  it('gives a program its failure as one JSON document', async () => {
    const { out, exit } = await muster('run nothing --json')
    expect(exit).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'not.found', problems: [] } })
  })

  it('is for nobody else on this machine but who signs in', async () => {
    const socketPath = join(typist.home, 'served', 'muster.sock')
    expect(statSync(socketPath).mode & 0o777).toBe(0o600)
    await expect(openClient({ origin }).people.list()).rejects.toMatchObject({
      code: 'not.signed-in',
    })
  })

  it('refuses a second server on its folder', async () => {
    const { err, exit } = await typist.type('served', 'start --port 0').ended
    expect(exit).toBe(75)
    expect(err).toMatch(/^muster: Muster already runs on .*\n$/)
  })

  it('ends in order when it is told to', async () => {
    server.stop()
    expect(await server.ended).toMatchObject({ err: '', exit: 0 })
    expect(existsSync(join(typist.home, 'served', 'muster.sock'))).toBe(false)
  })
})
