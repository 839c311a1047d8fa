import { invalid } from '../lib/errors.ts'
import type { TcpSettings } from './tcp-entrance.ts'

/** What was said where Muster was started. */
interface Said {
  readonly host: string
  readonly insecure: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * How the TCP entrance is reached: by its own origin (MUSTER_ORIGIN) and through which proxies (MUSTER_PROXIES).
 * Throws `input.invalid`, also for a host beyond this machine with neither a proxy nor a word that clear text is meant.
 */
export function siteSettings({ host, insecure, env }: Said): TcpSettings {
  const proxies = (env.MUSTER_PROXIES ?? '').split(',').flatMap((entry) => entry.trim() || [])
  const isHere = host === 'localhost' || host === '::1' || /^127\./.test(host)
  if (!isHere && proxies.length === 0 && !insecure)
    throw invalid([
      {
        field: '--host',
        message: `${host} is reached from elsewhere, and passwords would cross the network in the clear: put a proxy with TLS before Muster and name its address in MUSTER_PROXIES, or say --insecure-http`,
      },
    ])
  return { publicOrigin: originOf(env.MUSTER_ORIGIN), proxies, insecure }
}

function originOf(written: string | undefined): string | undefined {
  if (!written) return undefined
  const url = URL.parse(written)
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin
  throw invalid([{ field: 'MUSTER_ORIGIN', message: 'has to look like https://muster.example.com' }])
}
