import type { Client } from '../client/client.ts'
import type { Clock } from '../lib/clock.ts'
import type { EngineOptions } from './engine.ts'
import type { ExitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** Everything a command may use. */
export interface Session {
  readonly terminal: Terminal
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  readonly interrupts: Interrupts
  readonly dataFolder: string
  /** Whether the result is to be one JSON document instead of text. */
  readonly json: boolean
  /** The API, of a running server or of an engine started for this command. */
  api(): Promise<Client>
  /** Whether no server runs: the engine of this command is the only one, and ends with it. */
  isAlone(): Promise<boolean>
  /** Starts a server in this process, refused where one runs; it ends with the command. */
  serve(options: EngineOptions): Promise<Served>
  /** Names work to be done when the command ends, before that is needed; the last named is done first. */
  afterwards(work: () => Promise<void>): void
  /** Gives the result of the command: the value as JSON, or its text. */
  show(value: unknown, text: string): void
}

/** A server in this process. */
export interface Served {
  readonly client: Client
  readonly socketPath: string
  /** The address on TCP, when a port was asked for. */
  readonly origin: string | undefined
  /** With which the first administrator is made, while there is none. */
  readonly setupCode: string | undefined
  /** Rejects when the server cannot go on. */
  readonly lost: Promise<never>
}

/** Ctrl-C and SIGTERM. They end a command at once, but for work that knows how to stop. */
export interface Interrupts {
  /** While the work goes on an interrupt calls `stop` instead; a second one ends the command. */
  during<T>(work: Promise<T>, stop: () => void): Promise<T>
  /** Resolves at the next interrupt. */
  next(): Promise<void>
}

/** What a command leaves to the shell; nothing means it is done. */
export type CommandEnd = ExitCode | undefined
