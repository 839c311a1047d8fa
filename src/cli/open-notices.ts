import type { Client } from '../client/client.ts'
import { countOf } from '../lib/counts.ts'
import type { Session } from './session.ts'

const most = 200

/** Says below a list how many notices are open, if there are any; in JSON they have a list of their own. */
export async function mentionNotices({ json, terminal }: Session, client: Client): Promise<void> {
  if (json) return
  const { items, next } = await client.notices.list({ open: true, limit: most })
  if (items.length === 0) return
  const count = next === null ? countOf(items.length, 'open notice') : `More than ${most} open notices`
  terminal.out(`\n${count}: muster notices`)
}
