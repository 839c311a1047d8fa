/** One promise with its numbers. The runner prints what it counted on a line. */
export interface Case {
  readonly id: string
  readonly title: string
  run(context: Context): Promise<Findings>
}

/** How a case is to be run. */
export interface Context {
  readonly scale: 'smoke' | 'full'
  readonly seed: number
  /** Of several processes that share a case, which one this is: `{ at: 0, of: 1 }` is the only one. */
  readonly shard: { readonly at: number; readonly of: number }
  /** Says how far it is, to whoever watches. */
  progress(text: string): void
}

export interface Findings {
  /** Printed as `name=value`, in this order. */
  readonly counts: Readonly<Record<string, number | string>>
  /** Everything that broke the promise; nothing, and the case has passed. */
  readonly broken: readonly Breakage[]
}

/** One time a promise did not hold, with what it takes to look into it. */
export interface Breakage {
  readonly what: string
  /** Where it happened: a failpoint, a moment, a scenario. */
  readonly point: string
  /** The data folder, kept. */
  readonly folder?: string
}

/** What of a case's work falls to this shard, by place. */
export const shareOf = <T>(all: readonly T[], { at, of }: Context['shard']): readonly T[] =>
  all.filter((_, place) => place % of === at)
