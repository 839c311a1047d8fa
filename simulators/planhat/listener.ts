import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP server on a loopback port. */
export interface Listener {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** Refuses connections for so long, then listens on the same port again. */
  pause(ms: number): void
  /** Ends at once, whatever is still under way. */
  close(): Promise<void>
}

/** Starts to listen; rejects when the port is taken. */
export async function listen(answer: RequestListener, port: number): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: 60_000 }, answer)
  const opened = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(at, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  await opened(port)
  // A server that listens on a port has an address with one.
  const taken = (server.address() as AddressInfo).port
  let closing = false
  let resume: NodeJS.Timeout | undefined
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections())
  return {
    origin: `http://127.0.0.1:${taken}`,
    pause: (ms) => {
      clearTimeout(resume)
      void stop()
      resume = setTimeout(() => !closing && void opened(taken), ms)
    },
    close: () => {
      closing = true
      clearTimeout(resume)
      return stop()
    },
  }
}
