import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** How a connection goes wrong. All but `hang` and `refuse` strike the answer to one request. */
export type Toxic =
  | { readonly kind: 'none' }
  /** Takes so long before it passes the answer on. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** So many bytes at a time, with a pause between. */
  | { readonly kind: 'slice'; readonly bytes: number; readonly ms: number }
  /** So many bytes, then an orderly end. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** So many bytes, then RST. */
  | { readonly kind: 'reset'; readonly bytes: number }
  /** So many bytes, then nothing for ever, with the connection open. */
  | { readonly kind: 'half-open'; readonly bytes: number }
  /** One byte of the answer, counted from its end, becomes another. */
  | { readonly kind: 'corrupt'; readonly fromEnd: number; readonly to: number }

/** Which requests it strikes, counted from 1 since it was set; all later ones when it stays. */
export interface Strike {
  readonly toxic: Toxic
  readonly request: number
  readonly stays: boolean
}

/** A proxy between Muster and a vendor on this machine. */
export interface TcpFault {
  readonly origin: string
  /** Sets what goes wrong from now on; without it, nothing does. */
  set(strike?: Strike): void
  /** How often it struck since it was set. */
  struck(): number
  close(): Promise<void>
}

/** Starts a proxy to an origin such as `http://127.0.0.1:4010`. */
export async function startTcpFault(target: string): Promise<TcpFault> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const state: State = { strike: undefined, requests: 0, struck: 0 }
  const server = createServer((client) => {
    const vendor = tcpConnect(Number(port), hostname)
    for (const socket of [client, vendor]) {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      // What breaks on one side ends the other.
      socket.on('error', () => undefined)
    }
    join(client, vendor, state)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${portOf(server)}`,
    set: (strike) => Object.assign(state, { strike, requests: 0, struck: 0 }),
    struck: () => state.struck,
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface State {
  strike: Strike | undefined
  requests: number
  struck: number
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Requests come in one piece each, one after the other; so what comes between two of them is one answer. */
function join(client: Socket, vendor: Socket, state: State): void {
  let answer: Answer = passOn
  client.on('data', (chunk) => {
    if (chunk.subarray(0, 4).toString('latin1') === 'GET ') answer = nextAnswer(client, state)
    vendor.write(chunk)
  })
  let writing = Promise.resolve()
  vendor.on('data', (chunk) => {
    const send = answer
    writing = writing.then(() => send(client, chunk)).catch(() => undefined)
  })
  vendor.on('close', () => void writing.then(() => client.end()))
  client.on('close', () => vendor.destroy())
}

type Answer = (client: Socket, chunk: Buffer) => Promise<void>

const passOn: Answer = async (client, chunk) => void client.write(chunk)

function nextAnswer(client: Socket, state: State): Answer {
  const { strike } = state
  state.requests++
  const hits = strike && (strike.stays ? state.requests >= strike.request : state.requests === strike.request)
  if (!hits) return passOn
  state.struck++
  return spoil(client, strike.toxic)
}

/** Spoils one answer; bytes are counted over its chunks. */
function spoil(client: Socket, toxic: Toxic): Answer {
  switch (toxic.kind) {
    case 'none':
      return passOn
    case 'latency':
      return async (to, chunk) => {
        await wait(toxic.ms)
        to.write(chunk)
      }
    case 'slice':
      return (to, chunk) => slice(to, chunk, toxic)
    case 'corrupt':
      return async (to, chunk) => void to.write(corrupt(chunk, toxic))
    case 'cut':
      return upTo(toxic.bytes, () => client.end())
    case 'reset':
      return upTo(toxic.bytes, () => client.resetAndDestroy())
    case 'half-open':
      return upTo(toxic.bytes, () => undefined)
  }
}

async function slice(
  to: Socket,
  chunk: Buffer,
  { bytes, ms }: { readonly bytes: number; readonly ms: number },
): Promise<void> {
  for (let at = 0; at < chunk.length && !to.destroyed; at += bytes) {
    to.write(chunk.subarray(at, at + bytes))
    await wait(ms)
  }
}

function corrupt(chunk: Buffer, { fromEnd, to }: { readonly fromEnd: number; readonly to: number }): Buffer {
  const spoiled = Buffer.from(chunk)
  if (chunk.length > fromEnd) spoiled[chunk.length - fromEnd] = to
  return spoiled
}

/** Passes so many bytes on, and then does something once and nothing more. */
function upTo(bytes: number, then: () => void): Answer {
  let left = bytes
  let isOver = false
  return async (to, chunk) => {
    if (isOver) return
    const part = chunk.subarray(0, left)
    left -= part.length
    if (left > 0) return void to.write(part)
    isOver = true
    // The end must not overtake what comes before it.
    if (part.length > 0) await new Promise<void>((resolve) => void to.write(part, () => resolve()))
    then()
  }
}
