/**
 * A named place at which the acceptance suite can end, stop, delay or fail the program. Here it is nothing:
 * only a Node that is started with `--conditions=failpoints` gets `failpoint-armed.ts` for `#failpoint` instead.
 */
export const failpoint = (_name: string): Promise<void> | undefined => undefined
