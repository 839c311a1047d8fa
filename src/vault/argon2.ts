import { setPriority } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { hashSync, type Options, verifySync } from '@node-rs/argon2'

/** Makes and compares hashes. */
export interface Argon2 {
  hash(password: string, costs: Options): Promise<string>
  verify(kept: string, password: string): Promise<boolean>
}

/** A hash to make, or one to compare with. */
type Work =
  | { readonly password: string; readonly costs: Options }
  | { readonly password: string; readonly kept: string }

interface Done {
  readonly answer?: string | boolean
  readonly fault?: unknown
}

const calledFor = 'argon2'

/**
 * Argon2 in a thread of its own, which comes last where cores are scarce: guesses of passwords, each dear on purpose,
 * make nobody else wait. The thread begins with the first password and never keeps a process from ending.
 */
export function openArgon2(): Argon2 {
  const inOrder: ((done: Done) => void)[] = []
  let thread: Worker | undefined
  const fail = (fault: unknown) => {
    thread = undefined
    for (const end of inOrder.splice(0)) end({ fault })
  }
  const start = () => {
    const started = new Worker(import.meta.filename, { workerData: calledFor })
    started.on('error', fail)
    return started.on('message', (done: Done) => {
      inOrder.shift()?.(done)
      if (inOrder.length === 0) started.unref()
    })
  }
  const ask = async (work: Work): Promise<Done['answer']> => {
    thread ??= start()
    thread.ref()
    const { promise, resolve } = Promise.withResolvers<Done>()
    inOrder.push(resolve)
    thread.postMessage(work)
    const { answer, fault } = await promise
    if (answer === undefined) throw fault
    return answer
  }
  return {
    hash: async (password, costs) => String(await ask({ password, costs })),
    verify: async (kept, password) => (await ask({ kept, password })) === true,
  }
}

if (!isMainThread && workerData === calledFor) serve()

function serve(): void {
  // Only on Linux does a priority belong to a thread instead of the whole process.
  if (process.platform === 'linux') setPriority(10)
  parentPort?.on('message', (work: Work) => parentPort?.postMessage(done(work)))
}

function done(work: Work): Done {
  try {
    if ('kept' in work) return { answer: verifySync(work.kept, work.password) }
    return { answer: hashSync(work.password, work.costs) }
  } catch (fault) {
    return { fault }
  }
}
