import type { Logger } from 'pino'
import type { Door } from '../connect/door/door.ts'
import type { Mailer } from '../connect/mail.ts'
import type { Connector } from '../connect/manifest.ts'
import type { Throttles } from '../connect/throttle.ts'
import type { Connections } from '../db/pool.ts'
import type { Clock } from '../lib/clock.ts'
import type { Redactor } from '../lib/redact.ts'
import type { Passwords } from '../vault/passwords.ts'
import type { Vault } from '../vault/vault.ts'
import type { Actor } from './rights.ts'
import type { Visit } from './visit.ts'

/** Everything an action may use. It comes in by argument; nothing at module level does work. */
export interface Ctx {
  readonly db: Connections
  readonly vault: Vault
  readonly door: Door
  /** The exceptions an administrator made: the origins that may be called although no connector names them. */
  readonly allow: readonly string[]
  /** Sends e-mail; undefined where none was set up. */
  readonly mailer: Mailer | undefined
  readonly throttles: Throttles
  readonly clock: Clock
  /** The time zone of the workspace: an IANA name. */
  readonly zone: string
  readonly log: Logger
  /** Learns every secret that passes through an action, so that the log cannot hold it. */
  readonly redact: Redactor
  readonly connectors: ReadonlyMap<string, Connector>
  readonly actor: Actor
  readonly visit: Visit
  readonly passwords: Passwords
  /** Where people reach this server, for links: https://muster.example.com. */
  readonly origin: () => string
}
