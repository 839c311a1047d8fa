/** What starts a Muster inside this process. */
export type OpenEngine = (options: EngineOptions) => Promise<Engine>

export interface EngineOptions {
  readonly dataFolder: string
  /** Addresses that may be called although no connector names them. */
  readonly allow: readonly string[]
  /** Listens on TCP, too. */
  readonly tcp?: TcpWish | undefined
  /** Whether it stays, and so begins by itself what schedules want. */
  readonly serves?: boolean
  /** Instead of the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Where to listen for those who sign in. */
export interface TcpWish {
  /** 0 takes a free one. */
  readonly port: number
  readonly host: string
  /** Whether passwords may cross a network in the clear. */
  readonly insecure: boolean
}

/** A Muster that hears on its socket and does runs, until it is closed. */
export interface Engine {
  readonly socketPath: string
  /** The address on TCP, when a port was asked for. */
  readonly origin: string | undefined
  /** With which the first administrator is made, while there is none. */
  readonly setupCode: string | undefined
  /** Where the root key is that was made just now. */
  readonly newKey: string | undefined
  /** Rejects when its database ends by itself. */
  readonly lost: Promise<never>
  close(): Promise<void>
}
