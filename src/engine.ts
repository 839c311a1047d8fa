import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Engine, EngineOptions } from './cli/engine.ts'
import { openDoor } from './connect/door/door.ts'
import { openMailer } from './connect/mail.ts'
import { mailSettings } from './connect/mail-settings.ts'
import { readShelf } from './connect/shelf.ts'
import { throttles } from './connect/throttle.ts'
import { makeFolder } from './db/make-folder.ts'
import { type Database, openDatabase } from './db/open-database.ts'
import { openSetup } from './features/setup/actions.ts'
import type { Ctx } from './kit/ctx.ts'
import { owner } from './kit/rights.ts'
import { noVisit } from './kit/visit.ts'
import { systemClock } from './lib/clock.ts'
import { logFile, openLog } from './lib/log.ts'
import { redactor } from './lib/redact.ts'
import { workspaceZone } from './lib/zone.ts'
import { requeueInterrupted } from './sync/lease.ts'
import { keyChecks } from './vault/key-check.ts'
import { openPasswords } from './vault/passwords.ts'
import { rootKeySource } from './vault/root-key.ts'
import { openVault } from './vault/vault.ts'
import { entranceOf } from './web-server/entrance.ts'
import { openHttp } from './web-server/http.ts'
import { type Listening, listenOnSocket, listenOnTcp } from './web-server/listen.ts'
import { rateLimits } from './web-server/rate-limits.ts'
import { routes } from './web-server/routes.ts'
import { siteSettings } from './web-server/site-settings.ts'
import { tcpEntrance } from './web-server/tcp-entrance.ts'
import { serveWebApp } from './web-server/web-app.ts'
import { readWebFiles } from './web-server/web-files.ts'
import { startScheduler } from './worker/scheduler.ts'
import { openWorker } from './worker/worker.ts'

/** Where links lead as long as no server listens on TCP. */
const usualOrigin = 'http://127.0.0.1:4600'

/** Starts everything in the order in which it needs each other, and ends it in the reverse. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { dataFolder, env = process.env } = options
  await makeFolder(dataFolder)
  const database = await openDatabase({
    folder: dataFolder,
    url: env.DATABASE_URL,
    zone: workspaceZone(env),
  })
  const opened = [() => database.close()]
  const serving: (() => Promise<void>)[] = []
  const close = async () => {
    const failures: unknown[] = []
    const note = (error: unknown) => failures.push(error)
    // Requests and runs end side by side, then what they stand on. What cannot be ended keeps nothing else from ending.
    await Promise.all(serving.splice(0).map((end) => end().catch(note)))
    for (const end of opened.splice(0).reverse()) await end().catch(note)
    if (failures.length > 0) throw failures[0]
  }
  try {
    const site = { origin: env.MUSTER_ORIGIN || usualOrigin }
    const ctx = await newCtx({ ...options, env }, { database, origin: () => site.origin })
    opened.push(() => ctx.door.close())
    // The embedded database has no other server: whoever had a run is gone.
    if (env.DATABASE_URL === undefined) await requeueInterrupted(database.pool, 'all')
    const worker = await openWorker(ctx)
    serving.push(() => worker.close())
    // A single command leaves too soon for what it would begin.
    if (options.serves) serving.push(startScheduler(ctx).close)
    const listening = await listen(ctx, options)
    serving.push(...listening.map(({ close }) => close))
    const origin = listening[1]?.address
    if (origin !== undefined && !env.MUSTER_ORIGIN) site.origin = origin
    return {
      socketPath: listening[0].address,
      origin,
      setupCode: options.serves ? await openSetup(ctx, dataFolder) : undefined,
      newKey: ctx.vault.key.made ? ctx.vault.key.place : undefined,
      lost: database.lost,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function newCtx(
  { dataFolder, allow, env }: EngineOptions & Required<Pick<EngineOptions, 'env'>>,
  { database, origin }: { readonly database: Database; readonly origin: Ctx['origin'] },
): Promise<Ctx> {
  const machine = { env, home: homedir(), platform: process.platform }
  const redact = redactor()
  const mail = mailSettings(env)
  if (mail?.password) redact.learn(mail.password)
  return {
    db: database,
    vault: await openVault({ rootKey: rootKeySource(dataFolder, machine), checks: keyChecks(database.pool) }),
    door: openDoor({ allow }),
    allow,
    mailer: mail && openMailer(mail),
    throttles: throttles(systemClock),
    clock: systemClock,
    zone: database.zone,
    log: openLog({ level: 'info', destination: logFile(join(dataFolder, 'muster.log')), redact }),
    redact,
    connectors: await readShelf(fileURLToPath(new URL('../connectors', import.meta.url))),
    actor: owner(userInfo().username),
    visit: noVisit,
    passwords: openPasswords(),
    origin,
  }
}

/** The socket for the owner of this machine's account; TCP, if asked for, for whoever signs in. */
async function listen(
  { actor, visit: _, ...parts }: Ctx,
  { dataFolder, tcp, env = process.env }: EngineOptions,
): Promise<[Listening, ...Listening[]]> {
  const entrance = tcp && tcpEntrance(parts, siteSettings({ ...tcp, env }))
  const socket = await listenOnSocket(openHttp({ parts, routes, entrance: entranceOf(actor) }), dataFolder)
  if (!tcp || !entrance) return [socket]
  try {
    const app = openHttp({ parts, routes, entrance, limits: rateLimits(systemClock) })
    serveWebApp(app, await readWebFiles(fileURLToPath(new URL('../dist/web', import.meta.url))), parts.zone)
    return [socket, await listenOnTcp(app, tcp)]
  } catch (error) {
    // A socket that nobody closes would keep the process from ending.
    await socket.close()
    throw error
  }
}
