import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Person } from '../../client/person.ts'
import { newTypist } from '../test-data/typist.ts'

const typist = newTypist()
afterAll(typist.leave)

// A whole story each, with a database of its own.
describe('the demo', { timeout: 60_000 }, () => {
  it('tells the whole story and leaves nothing behind', async () => {
    const { out, err, exit } = await typist.type('demo', 'demo --once --users 60').ended
    expect({ err, exit }).toEqual({ err: '', exit: 0 })
    for (const words of [
      '1  A directory',
      'Smart Mapping',
      'unchanged 60',
      'Last name: ',
      'SaaS user, Active: ',
      'Held; nothing was applied',
      'people or accounts would be deactivated',
      'Rejected; nothing was applied',
      'Take it back',
      'people have their former values; 4 people whom the run brought are archived',
      'Hardware, too',
      'belong to people of the directory',
    ])
      expect(out).toContain(words)
    expect(out).not.toContain('Your turn')
    expect(readdirSync(typist.home).filter((name) => name.startsWith('muster-demo'))).toEqual([])
  })

  it('goes on serving until Ctrl-C, for whoever looks', async () => {
    const demo = typist.type('demo', 'demo --users 20')
    await demo.prints('Ctrl-C ends it')
    const [folder = ''] = readdirSync(typist.home).filter((name) => name.startsWith('muster-demo'))
    const people = JSON.parse((await typist.type(folder, 'people --json').ended).out) as Person[]
    expect(people.length).toBeGreaterThanOrEqual(20)
    demo.interrupt()
    expect(await demo.ended).toMatchObject({ err: '', exit: 0 })
    expect(existsSync(join(typist.home, folder))).toBe(false)
  })
})
