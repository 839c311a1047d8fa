import { setTimeout } from 'node:timers/promises'
import type { APIRequestContext } from 'playwright-core'
import type { Integration } from '../../src/client/integration.ts'
import type { Run } from '../../src/client/run.ts'
import type { Credential } from '../../src/client/types.ts'
import { type Site, vendorToken } from './site.ts'

/** The API as the browser of a visit uses it, for what a story needs before it begins. */
export interface Desk {
  ask<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, data?: object): Promise<T>
  /** Asks for a run, and waits for it to rest. */
  run(integrationId: string, mode: 'plan' | 'apply'): Promise<Run>
  /** Waits for a run to rest. */
  rest(runId: string): Promise<Run>
}

export function deskOf(request: APIRequestContext, { origin }: Site): Desk {
  const ask = async <T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    data?: object,
  ): Promise<T> => {
    const answer = await request.fetch(path, {
      method,
      headers: { 'x-muster': '1', origin },
      ...(method === 'GET' ? {} : { data: data ?? {} }),
    })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
    // The caller says which shape it expects.
    return (await answer.json()) as T
  }
  const rest = async (id: string): Promise<Run> => {
    const run = await ask<Run>('GET', `/api/runs/${id}`)
    if (resting.has(run.state)) return run
    // A server answers only so many questions a minute.
    await setTimeout(150)
    return rest(id)
  }
  return {
    ask,
    rest,
    run: async (id, mode) => rest((await ask<Run>('POST', `/api/integrations/${id}/runs`, { mode })).id),
  }
}

const resting = new Set([
  'previewed',
  'held',
  'succeeded',
  'succeeded_with_failures',
  'empty',
  'failed',
  'cancelled',
])

/** Keeps a credential, and makes an integration that lacks nothing. */
export async function prepare({ ask }: Desk, { vendor }: Site): Promise<Integration> {
  const credential = await ask<Credential>('POST', '/api/credentials', {
    connector: 'planhat',
    name: 'Planhat read-only',
    settings: { apiToken: vendorToken, baseUrl: vendor.origin },
  })
  await ask('POST', '/api/fields', { label: 'Planhat User ID', type: 'text', unique: true })
  const { id } = await ask<Integration>('POST', '/api/integrations', {
    connector: 'planhat',
    load: 'users',
    name: 'Planhat',
    credentialId: credential.id,
  })
  const { integration } = await ask<{ integration: Integration }>(
    'POST',
    `/api/integrations/${id}/smart-mapping`,
    { accept: true },
  )
  const { entries } = integration.mapping
  return ask<Integration>('PATCH', `/api/integrations/${id}`, {
    mapping: {
      entries: [...entries, { target: 'role', source: { kind: 'constant', value: 'Employee' } }],
      syncKeys: [{ field: 'email', update: true }],
    },
  })
}

/** Keeps a credential of a simulated Fleet, and makes an integration of its devices that lacks nothing. */
export async function prepareHardware({ ask }: Desk, origin: string): Promise<Integration> {
  const credential = await ask<Credential>('POST', '/api/credentials', {
    connector: 'fleet',
    name: 'Fleet read-only',
    settings: { apiToken: 'sim-token', baseUrl: origin },
  })
  const { id } = await ask<Integration>('POST', '/api/integrations', {
    connector: 'fleet',
    load: 'devices',
    name: 'Fleet',
    credentialId: credential.id,
  })
  const path = `/api/integrations/${id}`
  const { integration } = await ask<{ integration: Integration }>('POST', `${path}/smart-mapping`, {
    accept: true,
  })
  return ask<Integration>('PATCH', path, {
    mapping: { ...integration.mapping, syncKeys: [{ field: 'serial_number', update: true }] },
  })
}

/** Loads everybody: the plan was looked at. */
export async function load(desk: Desk, { id }: Pick<Integration, 'id'>): Promise<Run> {
  const plan = await desk.run(id, 'plan')
  await desk.ask('POST', `/api/runs/${plan.id}/apply`, { digest: plan.digest })
  return desk.rest(plan.id)
}
