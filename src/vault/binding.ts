import { invalid } from '../lib/errors.ts'

/** What a sealed secret belongs to. It opens for exactly this and for nothing else. */
export interface Binding {
  readonly credentialId: string
  readonly connector: string
  /** The only origins the secret may be sent to, as in `https://api.example.com`; order does not matter. */
  readonly origins: readonly string[]
}

/** One text for one binding, whatever the order and spelling of its origins. Throws `input.invalid` for what is no origin. */
export function canonicalBinding({ credentialId, connector, origins }: Binding): string {
  const sorted = [...new Set(origins.map(canonicalOrigin))].sort()
  return JSON.stringify([credentialId, connector, sorted])
}

function canonicalOrigin(text: string): string {
  const url = URL.parse(text)
  const bare = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
  if (bare) return url.origin
  throw invalid([
    { field: 'origins', message: 'each must be an address without a path, such as https://api.example.com' },
  ])
}
