import type { FaultOrder } from '../../simulators/planhat/faults/arm.ts'
import { positions } from './fault-stage.ts'
import { type Expected, type Position, type Verdict, verdicts } from './fault-verdicts.ts'

/** One fault at one place, and how the run must end. */
export interface Trial {
  readonly title: string
  readonly position: Position
  readonly order: FaultOrder
  readonly verdict: Verdict
}

const each = Object.entries(verdicts).flatMap(([id, variants]) =>
  Object.entries(variants).map(([variant, expected]) => ({ id, variant, expected })),
)

interface Named {
  readonly id: string
  readonly variant: string
  readonly expected: Expected
}

function trial({ id, variant, expected }: Named, position: Position, times: number, verdict: Verdict): Trial {
  // The keys of the table are the ids of faults; a test compares them.
  const order = { id: id as `F${number}`, variant, on: { position }, times }
  return {
    title: `${id} ${variant} at the ${position} page`,
    position,
    order: expected.with ? { ...order, with: expected.with } : order,
    verdict,
  }
}

/** Every fault, striking once on the first, the middle and the last page. */
export const strikingOnce: readonly Trial[] = each.flatMap((named) =>
  positions.map((position) => {
    const { once } = named.expected
    return trial(named, position, 1, 'kind' in once ? once : once[position])
  }),
)

/** Every fault that can stay, striking for ever. */
export const staying: readonly Trial[] = each.flatMap((named) =>
  named.expected.always ? [trial(named, 'middle', 1e9, named.expected.always)] : [],
)
