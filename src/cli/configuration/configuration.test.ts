import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../../simulators/planhat/simulator.ts'
import type { Run } from '../../client/run.ts'
import { newTypist, type TypedCommand, type Typist } from '../test-data/typist.ts'

let vendor: Simulator
let typist: Typist
let server: TypedCommand
let folder: string

beforeAll(async () => {
  vendor = await startSimulator({ tokens: ['a-token'], users: 40 })
  typist = newTypist([vendor.origin])
  folder = join(typist.home, 'files')
  server = typist.type('here', 'start --port 0')
  await server.prints('Ctrl-C')
  const planned = await muster(`load planhat --base-url ${vendor.origin} --apply --json`, {
    MUSTER_PLANHAT_TOKEN: 'a-token',
  })
  const { id } = JSON.parse(planned.out) as Run
  expect(await muster(`run apply ${id}`)).toMatchObject({ err: '', exit: 0 })
})
afterAll(async () => {
  server.stop()
  await server.ended
  await vendor.close()
  typist.leave()
})

const muster = (line: string, env?: Readonly<Record<string, string>>) => typist.type('here', line, env).ended
const read = (path: string) => readFileSync(join(folder, path), 'utf8')
const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
const everything = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')])
    .sort()
/** Runs it with the integration's file in another wording, which is put back then. */
async function reworded<T>(from: string | RegExp, to: string, work: () => Promise<T>): Promise<T> {
  const text = read('integrations/planhat.yaml')
  expect(text).toMatch(from)
  write('integrations/planhat.yaml', text.replace(from, to))
  return work().finally(() => write('integrations/planhat.yaml', text))
}

describe('configuration as files', () => {
  it('is exported as the same bytes each time, and is no change when it is planned', async () => {
    expect(await muster(`export ${folder}`)).toMatchObject({ err: '', exit: 0 })
    const first = everything()
    expect(first.map(([name]) => name)).toEqual([
      'accounts.json',
      'credentials.json',
      'device.yaml',
      'fields.json',
      'integrations.json',
      'layouts.json',
      'orders.json',
      'person.yaml',
      'planhat.yaml',
      'planhat.yaml',
      'planhat_user_id.yaml',
      'roles.json',
      'webhooks.json',
    ])
    await muster(`export ${folder}`)
    expect(everything()).toEqual(first)
    expect(JSON.stringify(first)).not.toContain('a-token')
    expect(await muster(`plan ${folder}`)).toEqual({ out: '\nNothing would change\n', err: '', exit: 0 })
    expect(await muster(`apply ${folder} --yes`)).toMatchObject({ err: '', exit: 0 })
  })

  it.each([
    [
      'a word that is not known',
      'load: users',
      'load: users\ncolour: red',
      /^muster: integrations\/planhat\.yaml:5:1 colour: is not known here\n$/,
    ],
    [
      'a value that does not fit',
      /selection: .*/,
      'selection: everything',
      /integrations\/planhat\.yaml:\d+:1 selection: must be one of user, user_and_saas_user/,
    ],
    [
      'a mapping of nothing',
      /target: email/,
      'target: e_mail',
      /integrations\/planhat\.yaml:\d+:7 mapping\.entries\.\d+: .*e_mail/,
    ],
    ['what is no YAML', 'load: users', 'load: [users', /integrations\/planhat\.yaml:\d+:\d+: /],
  ])('is refused for %s, at its line and column', async (_, from, to, message) => {
    const { err, exit } = await reworded(from, to, () => muster(`plan ${folder}`))
    expect(err).toMatch(message)
    expect(exit).toBe(2)
  })

  it('is planned with whom it would change, also for a pull request', async () => {
    await reworded(/(target: last_name\n(\s+)source:\n.*\n.*\n)/, '$1$2pipes: upper\n', async () => {
      const { out, exit } = await muster(`plan ${folder}`)
      expect(exit).toBe(6)
      expect(out).toContain('~ integrations/Planhat\n    mapping.entries.last_name.pipes: (empty) → upper\n')
      expect(out).toMatch(/ {4}\d\d people would change Last name\n {8}\S+@\S+: \w.* → [A-Z]/)
      const markdown = await muster(`plan ${folder} --markdown`)
      expect(markdown.out).toMatch(/^### Muster: 1 change\n\n- \*\*integrations\/Planhat\*\*: changed\n/)
      expect(markdown.out).toMatch(/ {2}- \*\*\d\d people would change Last name\*\*\n {4}- \S+&#64;example/)
    })
  })

  it('is applied exactly as it was shown, by the digest of that plan', async () => {
    await reworded(/(target: first_name\n(\s+)source:\n.*\n.*\n)/, '$1$2pipes: upper\n', async () => {
      expect(await muster(`apply ${folder}`)).toMatchObject({ exit: 2 })
      expect(await muster(`apply ${folder} --digest 0123`)).toMatchObject({ exit: 4 })
      const [, digest] = /digest (\w+)\n/.exec((await muster(`plan ${folder}`)).out) ?? []
      const { out, exit } = await muster(`apply ${folder} --digest ${digest}`)
      expect([exit, out]).toEqual([0, expect.stringContaining('Planhat: the change has taken effect\n')])
      expect((await muster(`plan ${folder}`)).exit).toBe(0)
    })
  })

  it('waits where nobody looked at whom it changes', async () => {
    await muster(`export ${folder}`)
    await reworded(/(target: last_name\n(\s+)source:\n.*\n.*\n)/, '$1$2pipes: upper\n', async () => {
      const { out, exit } = await muster(`apply ${folder} --yes`)
      expect([exit, out]).toEqual([
        4,
        expect.stringMatching(/the change waits for somebody to look: muster run show run_/),
      ])
    })
  })

  it('says what to enter where a secret is missing', async () => {
    write('credentials/second.yaml', 'name: Second\nconnector: planhat\n')
    const { out } = await muster(`plan ${folder}`)
    rmSync(join(folder, 'credentials/second.yaml'))
    expect(out).toContain(
      'Needed first\n    The credential "Second" is missing, and its secret is in no file:\n      muster credentials add planhat --name "Second"\n',
    )
  })

  it('is refused where there is none', async () => {
    const { err, exit } = await muster(`plan ${join(folder, 'nowhere')}`)
    expect([err, exit]).toEqual([expect.stringContaining('holds no configuration'), 1])
  })
})
