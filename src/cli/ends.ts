import { interrupted } from './interrupts.ts'

/** What has to be ended when a command ends. */
export interface Ends {
  /** To be called before the thing begins. Throws when the command is ending already, so that nothing begins then. */
  add(end: () => Promise<void>): void
  /** Ends everything, the last added first. */
  all(): Promise<void>
}

export function newEnds(): Ends {
  const ends: (() => Promise<void>)[] = []
  let ending = false
  return {
    add: (end) => {
      if (ending) throw interrupted
      ends.push(end)
    },
    all: async () => {
      ending = true
      for (const end of ends.reverse()) await end()
    },
  }
}
