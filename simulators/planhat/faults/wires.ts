import type { Reply, Wire } from '../reply.ts'
import type { Amounts, Effect, Family } from './fault.ts'

/** The answer is right, the way to the client is not. */
export const wires: Family = {
  F4: {
    says: 'slow headers, a dripping body, a body that stalls half way',
    variants: {
      'slow-headers': onWire(({ ms = 1000 }) => ({ kind: 'slow-headers', ms })),
      drip: onWire(({ ms = 1000, bytes = 1 }) => ({ kind: 'drip', ms, bytes })),
      stall: onWire(({ ms = 60_000 }) => ({ kind: 'stall', ms })),
    },
  },
  F5: {
    says: 'refused or reset connections, a kept connection that closes',
    variants: {
      refused: onWire(({ ms = 200 }) => ({ kind: 'refused', ms })),
      'reset-before-headers': onWire(() => ({ kind: 'reset-before-headers' })),
      'reset-after-headers': onWire(() => ({ kind: 'reset-after-headers' })),
      'closed-keep-alive': onWire(() => ({ kind: 'closed-keep-alive' })),
    },
  },
}

function onWire(wire: (amounts: Amounts) => Wire): Effect {
  return { reply: (reply: Reply, { amounts }) => ({ ...reply, wire: wire(amounts) }) }
}
