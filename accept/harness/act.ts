import type { Client } from '../../src/client/client.ts'
import type { Run } from '../../src/client/run.ts'
import { patiently, settled } from './customer.ts'
import { after, type State } from './vendor.ts'

/** What is done at a site over and over, each time from one state of the directory to the next. */
export interface Act {
  next(state: State): State
  /** Does it, or goes on with what was asked for already: with a run that is newer than the last one from before. */
  perform(customer: Customer, last: string | undefined): Promise<Run>
}

/** Who asks, and for what. */
export interface Customer {
  readonly client: Client
  readonly integrationId: string
}

/** Loads, as the vendor goes round its states. */
export const loads: Act = {
  next: after,
  perform: async (customer, last) => {
    const { client, integrationId } = customer
    const begun = await begunSince(customer, last)
    const run = begun ?? (await patiently(() => client.integrations.run(integrationId, 'apply')))
    return settled(client, run.id)
  },
}

/** Undos: the last run is planned to be taken back, looked at and taken back, and the next time that undo. */
export const undos: Act = {
  next: (state) => (state === 0 ? 1 : 0),
  perform: async (customer, last) => {
    const { client } = customer
    const begun = await begunSince(customer, last)
    const { id } = begun ?? (await patiently(() => client.runs.undo(last ?? '')))
    const plan = await settled(client, id)
    if (plan.state !== 'previewed') return plan
    await patiently(() => client.runs.apply(id, plan.digest ?? ''))
    return settled(client, id)
  },
}

/** The newest run, if it is newer than the last one from before. */
async function begunSince(customer: Customer, last: string | undefined): Promise<Run | undefined> {
  const newest = await newestRun(customer)
  return newest?.id === last ? undefined : newest
}

/** The newest run of the integration. */
export async function newestRun({ client, integrationId }: Customer): Promise<Run | undefined> {
  const { items } = await patiently(() => client.runs.list({ integrationId, limit: 1 }))
  return items[0]
}
