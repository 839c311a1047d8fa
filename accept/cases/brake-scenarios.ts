import type { Json, JsonObject } from '../../src/lib/value.ts'
import { usualMapping } from '../../test/runs/story.ts'
import { type BrakeStage, user } from '../harness/brake-stage.ts'

/** One way in which a list, or a hand on the configuration, goes wrong. */
export interface Scenario {
  readonly title: string
  /** Brings it about. Called before each run; `turn` counts from 1. */
  prepare(stage: BrakeStage, turn: number): void | Promise<void>
  /** How many runs, one after the other; one when left out. */
  readonly turns?: number
  /** What share of people and accounts may be deactivated without a person's word; none when left out. */
  readonly mostShare?: number
}

const some = (stage: BrakeStage, share: number, from = 0): readonly string[] => {
  const count = Math.ceil(stage.size * share)
  return stage.ids.slice(from * count, (from + 1) * count)
}

const set = (stage: BrakeStage, ids: readonly string[], patch: (id: string, at: number) => JsonObject) =>
  void stage.story.simulator.mutate({ set: ids.map((id, at) => ({ id, patch: patch(id, at) })) })

const edit = async ({ story, known }: BrakeStage, patch: Readonly<Record<string, Json>>) =>
  void (await story.world.patch(`/api/integrations/${known.id}`, patch))

/** The fourteen of the reference, at a vendor that lists everybody on five pages. */
export const scenarios: readonly Scenario[] = [
  {
    title: 'the list is empty',
    prepare: ({ story, ids }) => void story.simulator.mutate({ remove: ids }),
  },
  {
    title: 'half the list is gone',
    prepare: (stage) => void stage.story.simulator.mutate({ remove: some(stage, 0.5) }),
  },
  {
    title: 'the last page is lost',
    prepare: ({ story }) =>
      story.simulator.setFaults([{ id: 'F12', variant: 'empty', on: { position: 'last' } }]),
  },
  {
    title: "another tenant's list",
    prepare: ({ story, ids }) =>
      void story.simulator.mutate({ remove: ids, add: ids.map((_, at) => user(100_000 + at)) }),
  },
  { title: 'everybody is inactive', prepare: (stage) => set(stage, stage.ids, () => ({ inactive: true })) },
  {
    title: 'a fifth have another address',
    prepare: (stage) => set(stage, some(stage, 0.2), (_, at) => ({ email: `other.${at}@example.com` })),
  },
  {
    title: 'everybody becomes an administrator',
    prepare: (stage) => set(stage, stage.ids, () => ({ roles: ['000000000000000000000000'] })),
  },
  {
    title: 'a condition that nobody meets',
    prepare: (stage) =>
      edit(stage, { conditions: { field: 'firstName', operator: 'equals', value: 'Nobody' } }),
  },
  {
    title: 'the mapping is changed',
    prepare: (stage) => {
      const entries = usualMapping.entries.map((entry) =>
        entry.target === 'last_name' ? { ...entry, source: { kind: 'constant', value: 'Same' } } : entry,
      )
      // JSON in all but its type: the mapping has optional parts.
      return edit(stage, { mapping: { ...usualMapping, entries } as unknown as Json })
    },
  },
  {
    title: 'nine percent leave with each of three runs',
    turns: 3,
    mostShare: 0.2,
    prepare: (stage, turn) => void stage.story.simulator.mutate({ remove: some(stage, 0.09, turn - 1) }),
  },
  {
    title: 'the length in the header is not that of the body',
    prepare: ({ story }) =>
      story.simulator.setFaults([{ id: 'F6', variant: 'truncated-length', on: { position: 'last' } }]),
  },
  {
    title: 'two users have the address of one person',
    prepare: (stage) => set(stage, stage.ids.slice(1, 3), () => ({ email: 'user.1@example.com' })),
  },
  {
    title: 'an administrator is renamed, moved and called inactive',
    prepare: (stage) =>
      set(stage, stage.ids.slice(0, 1), () => ({ lastName: 'New', email: 'x@example.com', inactive: true })),
  },
  {
    title: 'every id is new',
    prepare: ({ story, ids }) =>
      void story.simulator.mutate({
        remove: ids,
        add: ids.map((_, at) => ({ ...user(at), _id: `8${String(at).padStart(23, '0')}` })),
      }),
  },
]
