import type { z } from 'zod'
import planhat from '../../connectors/planhat.ts'
import type { SimulatorOptions } from '../../simulators/planhat/options.ts'
import { type Simulator, startSimulator } from '../../simulators/planhat/simulator.ts'
import type { Connector } from '../../src/connect/manifest.ts'
import type { CredentialAnswer } from '../../src/features/credentials/schema.ts'
import { performRun } from '../../src/features/execution/actions.ts'
import { endDeleted } from '../../src/features/integrations/jobs.ts'
import type { IntegrationAnswer } from '../../src/features/integrations/schema.ts'
import type { OutcomeAnswer } from '../../src/features/outcomes/schema.ts'
import type { RunAnswer } from '../../src/features/runs/schema.ts'
import { bareId } from '../../src/lib/ids.ts'
import { newWorld, type World, type WorldOptions } from '../world.ts'

export type Credential = z.output<typeof CredentialAnswer>
export type Integration = z.output<typeof IntegrationAnswer>
export type Run = z.output<typeof RunAnswer>
export type Outcome = z.output<typeof OutcomeAnswer>
/** A simulated Planhat, and a Muster that may call it. */
export interface Story {
  readonly world: World
  readonly simulator: Simulator
  /** Where Muster calls the vendor. */
  readonly origin: string
  /** Queues a run and does it, as a worker would. */
  run(integrationId: string, mode: 'plan' | 'apply'): Promise<Run>
  /** Releases a plan and applies it. */
  release(runId: string): Promise<Run>
  /** Does a run that is queued already. */
  perform(runId: string): Promise<Run>
  /** Edits the configuration of a launched integration and makes the plan that shows what it does. */
  propose(integrationId: string, change: Partial<Integration>): Promise<Run>
  outcomes(runId: string, kind?: string): Promise<readonly Outcome[]>
  /** Deletes an integration and sees to what it said, as a worker would. */
  remove(integrationId: string): Promise<void>
  /** Back to the beginning, for another story on the same server. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface StoryOptions extends Omit<WorldOptions, 'allow' | 'connectors'> {
  readonly simulated: SimulatorOptions
  /** Users on one page; all of them when left out. */
  readonly pageSize?: number
  /** Puts something between Muster and the vendor, whose address it is given. */
  readonly between?: (origin: string) => Promise<string>
  /** Other addresses that may be called. */
  readonly allowed?: readonly string[]
}

/** Begins a story: nothing is loaded yet. */
export async function newStory({
  simulated,
  pageSize,
  between,
  allowed = [],
  ...options
}: StoryOptions): Promise<Story> {
  const knobs = { rateLimit: false, ...simulated.knobs }
  const simulator = await startSimulator({ ...simulated, knobs })
  const connectors = [pageSize === undefined ? planhat : withPages(pageSize)]
  const origin = between ? await between(simulator.origin) : simulator.origin
  const world = await newWorld({ ...options, allow: [origin, ...allowed], connectors })
  const perform = async (runId: string): Promise<Run> => {
    await performRun(world.ctx, bareId('run', runId))
    return (await world.get<Run>(`/api/runs/${runId}`)).body
  }
  return {
    world,
    simulator,
    origin,
    perform,
    run: async (integrationId, mode) => {
      const { body } = await world.post<Run>(`/api/integrations/${integrationId}/runs`, { mode })
      return perform(body.id)
    },
    release: async (runId) => {
      const { body } = await world.get<Run>(`/api/runs/${runId}`)
      await world.post(`/api/runs/${runId}/apply`, { digest: body.digest ?? '' })
      return perform(runId)
    },
    propose: async (integrationId, change) => {
      const { body } = await world.patch<Integration>(`/api/integrations/${integrationId}`, change)
      return perform(body.proposal?.runId ?? '')
    },
    remove: async (integrationId) => {
      await world.delete(`/api/integrations/${integrationId}`)
      await endDeleted(world.ctx)
    },
    outcomes: async (runId, kind) => {
      const query = kind === undefined ? '' : `&kind=${kind}`
      const { body } = await world.get<{ items: Outcome[] }>(`/api/runs/${runId}/outcomes?limit=200${query}`)
      return body.items
    },
    restart: async () => {
      simulator.reset()
      await world.ctx.db.pool.query(`
        truncate person, saas_user, saas_application, source, ending, source_record, source_before, change,
                 run, run_page, staged, outcome, absence, due, sample, survey, integration, credential, notice`)
    },
    close: async () => {
      await world.close()
      await simulator.close()
    },
  }
}

function withPages(size: number): Connector {
  const { users } = planhat.loads
  return { ...planhat, loads: { users: { ...users, paging: { ...users.paging, size } } } }
}

const entry = (target: string, field: string) => ({ target, source: { kind: 'field', field } }) as const

/** Who is who by e-mail, and everybody an employee: what most customers map. */
export const usualMapping = {
  entries: [
    entry('username', 'email'),
    entry('email', 'email'),
    entry('first_name', 'firstName'),
    entry('last_name', 'lastName'),
    entry('display_name', 'nickname'),
    { target: 'role', source: { kind: 'constant', value: 'Employee' } },
  ],
  syncKeys: [{ field: 'email', update: true }],
} satisfies Integration['mapping']

/** Keeps a credential of the simulated vendor. */
export async function addCredential(
  { world, origin }: Story,
  { name = 'Planhat', token = 'sim-token' } = {},
): Promise<Credential> {
  const settings = { apiToken: token, baseUrl: origin }
  const { body } = await world.post<Credential>('/api/credentials', { connector: 'planhat', name, settings })
  return body
}

/** Makes an integration that lacks nothing, mapped in the usual way unless told else. */
export async function addIntegration(
  story: Story,
  { name = 'Planhat', ...more }: Partial<Integration> = {},
): Promise<Integration> {
  const credentialId = more.credentialId ?? (await addCredential(story, { name })).id
  const { body } = await story.world.post<Integration>('/api/integrations', {
    connector: 'planhat',
    load: 'users',
    selection: 'user_and_saas_user',
    preference: 'create_update',
    mapping: usualMapping,
    ...more,
    name,
    credentialId,
  })
  return body
}

/** Makes an integration and launches it: plan, look, apply. */
export async function launch(story: Story, more: Partial<Integration> = {}): Promise<Integration> {
  const { id } = await addIntegration(story, more)
  const plan = await story.run(id, 'plan')
  await story.release(plan.id)
  return (await story.world.get<Integration>(`/api/integrations/${id}`)).body
}

/** The mapping with another entry in place of that of its target, or beside the others. */
export function mapped({ mapping }: Integration, entry: Integration['mapping']['entries'][number]) {
  const others = mapping.entries.filter(({ target }) => target !== entry.target)
  return { ...mapping, entries: [...others, entry] }
}

/** The mapping with last names in capitals. */
export const upper = (integration: Integration) =>
  mapped(integration, {
    target: 'last_name',
    source: { kind: 'field', field: 'lastName' },
    pipes: 'upper',
  })
