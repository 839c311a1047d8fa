import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { z } from 'zod'
import type { Files } from '../../src/features/configuration/schema.ts'
import type {
  ConfigurationApplied,
  ConfigurationPlan,
} from '../../src/features/configuration-plans/schema.ts'
import type { Refusal } from '../world.ts'
import { newStory, type Run, type Story } from './story.ts'
import { user } from './users.ts'

export type Said = z.output<typeof Files>
export type Plan = z.output<typeof ConfigurationPlan>
type Applied = z.output<typeof ConfigurationApplied>

/** A Muster with three people at the vendor, for stories of configuration files: as new before each test. */
export function configurationStory() {
  let story: Story
  let configuration: ReturnType<typeof configurationOf>
  beforeAll(async () => {
    story = await newStory({ simulated: { users: [user(1), user(2), user(3)] } })
    configuration = configurationOf(story)
  })
  afterAll(() => story.close())
  beforeEach(() => configuration.restart())
  return {
    get story() {
      return story
    },
    get configuration() {
      return configuration
    },
  }
}

/** What such stories do. */
function configurationOf(story: Story) {
  const query = (sql: string) => story.world.ctx.db.pool.query(sql)
  const said = async () => (await story.world.get<Said>('/api/configuration')).body
  const post = <T>(path: string, body: object) => story.world.post<T>(`/api/configuration/${path}`, body)
  const plan = async (files: object) => {
    const { status, body } = await post<Plan & Refusal>('plan', files)
    expect(body.detail).toBeUndefined()
    expect(status).toBe(200)
    return body
  }
  const apply = (files: object, { digest }: Pick<Plan, 'digest'>, seen: readonly object[] = []) =>
    post<Applied & Refusal>('apply', { ...files, digest, seen })
  /** Does the runs that a plan asks for, and answers them as somebody who looked at their plans. */
  const look = async ({ trials }: Plan) => {
    const runs: Run[] = []
    for (const { runId } of trials) runs.push(await story.perform(runId))
    return runs.map(({ id, digest }) => ({ runId: id, digest }))
  }
  /** Applies files as somebody who looked at everything. */
  const change = async (files: object) => {
    const made = await plan(files)
    const { body } = await apply(files, made, await look(made))
    for (const { runId, released } of body.runs) if (released) await story.perform(runId)
    return body
  }
  const restart = async () => {
    await story.restart()
    await query('truncate webhook cascade')
    // Muster's own have no type there, and stay.
    for (const { key, type } of (await said()).fields)
      if (type) await query(`alter table person drop column ${key}`)
    await query('delete from field where not core')
    await query('update field set label = usual_label')
  }
  return { query, said, post, plan, apply, look, change, restart }
}

export const steps = ({ steps: all }: Plan) =>
  all.map(({ noun, verb, name, changes }) => [noun, verb, name, ...changes.map(({ path }) => path)])

export const shirt = { key: 'shirt', label: 'Shirt', type: 'choice', options: ['S', 'M'] }

/** The same files with last names in capitals. */
export const upper = (files: Said): Said => ({
  ...files,
  integrations: files.integrations.map(({ mapping, ...rest }) => {
    const entries = mapping.entries.map((each) =>
      each.target === 'last_name' ? { ...each, pipes: 'upper' } : each,
    )
    return { ...rest, mapping: { ...mapping, entries } }
  }),
})
