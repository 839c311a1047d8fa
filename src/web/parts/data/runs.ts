import { queryOptions } from '@tanstack/react-query'
import type { OutcomesWish, Run } from '../../../client/run.ts'
import { api } from '../api.ts'
import { isUnderWay } from '../run-words.ts'
import { pieces } from './lists.ts'

const often = 1000
const seldom = 15_000

export const runsQuery = (integrationId?: string) => ({
  ...pieces(['runs', { integrationId }], (wish) => api.runs.list({ ...wish, integrationId })),
  refetchInterval: 5000,
})

export const runsOfPersonQuery = (personId: string) =>
  pieces(['people', personId, 'runs'], (wish) => api.runs.list({ ...wish, personId, limit: 20 }))

/** One run, looked at again every second while it is under way and nobody tells of it. */
export const runQuery = (id: string, isFollowed = false) =>
  queryOptions({
    queryKey: ['runs', id],
    queryFn: () => api.runs.get(id),
    refetchInterval: ({ state }: { state: { data: Run | undefined } }) =>
      state.data && isUnderWay(state.data.state) ? (isFollowed ? seldom : often) : false,
  })

/** What may be decided about a run, where it waits or is done; another plan is another question. */
export const decisionQuery = ({ id, state, digest }: Run) =>
  queryOptions({
    queryKey: ['runs', id, 'decision', { state, digest }],
    queryFn: () => api.runs.decision(id),
  })

/** The state is part of the key: outcomes are there once the run is planned, and change when it is planned anew. */
export const outcomesQuery = ({ id, state, digest }: Run, wanted: OutcomesWish) =>
  pieces(['runs', id, 'outcomes', { state, digest, ...wanted }], (wish) =>
    api.runs.outcomes(id, { ...wish, ...wanted }),
  )

/** One outcome with its record. */
export const outcomeQuery = ({ id, state, digest }: Run, number: number) =>
  queryOptions({
    queryKey: ['runs', id, 'outcome', { state, digest, number }],
    queryFn: () => api.runs.outcome(id, number),
  })
