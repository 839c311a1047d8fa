import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../../simulators/planhat/simulator.ts'
import { newTypist, type Typist } from '../test-data/typist.ts'

let vendor: Simulator
let typist: Typist

beforeAll(async () => {
  vendor = await startSimulator({ users: 3 })
  typist = newTypist([vendor.origin])
})
afterAll(async () => {
  await vendor.close()
  typist.leave()
})

describe('a first load', () => {
  const muster = (line: string, env?: Readonly<Record<string, string>>) =>
    typist.type('data', line, env).ended
  const load = (more: string, env?: Readonly<Record<string, string>>) =>
    muster(`load planhat --base-url ${vendor.origin} ${more}`, {
      MUSTER_PLANHAT_TOKEN: 'sim-token',
      ...env,
    })

  it('calls no address that later runs may not call', async () => {
    const { out, err, exit } = await load('--plan', { MUSTER_ALLOW: '' })
    expect({ out, exit }).toEqual({ out: '', exit: 2 })
    expect(err).toContain(`--base-url: API address (cluster) must be one of `)
    expect(err).toContain(`If it is meant, set MUSTER_ALLOW=${vendor.origin} `)
  })

  it('leaves no draft behind when a role does not exist', async () => {
    const { err, exit } = await load('--plan --role Employe')
    expect(exit).toBe(2)
    expect(err).toContain('--role: the text "Employe" is none of the options; did you mean "Employee"?')
    expect((await muster('integrations --json')).out).toBe('[]\n')
  })

  it('is applied only by who has seen its plan, whatever is typed', async () => {
    const { out, exit } = await load('--apply --create-only')
    expect(exit).toBe(4)
    expect(out).toContain('A first plan is applied only by who has seen it. Nothing has been applied.')
    expect((await muster('people --json')).out).toBe('[]\n')
  })

  it('may be typed otherwise as long as nothing was applied', async () => {
    const { out } = await load('--plan --create-and-update --role Viewer')
    const [, id = ''] = /muster run apply (run_\w+)\n$/.exec(out) ?? []
    const { out: shown } = await muster('integrations show planhat')
    expect(shown).toMatch(/^Does +creates and updates$/m)
    expect(shown).toMatch(/^Role +always Viewer$/m)
    const applied = await muster(`run apply ${id}`)
    expect(applied.exit).toBe(0)
    expect(applied.out).toMatch(
      /\nFrom now on it runs by itself while muster start serves: every day at \d\d:\d\d .*, next .*\nTo change that: muster integrations schedule Planhat /,
    )
  })

  it('says that the same words only run it from then on', async () => {
    const { err, exit } = await muster('load planhat --plan')
    expect({ err, exit }).toEqual({ err: '"Planhat" is set up; this is: muster run Planhat\n', exit: 0 })
  })
})
