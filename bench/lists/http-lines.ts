import { typed, views } from './questions.ts'
import { factLine, type Line, timeLine } from './report.ts'
import type { Server } from './server.ts'
import { timed } from './statistics.ts'
import { inTurn, tell } from './times.ts'

/** What a program or a browser waits for. */
export async function overHttp(
  server: Server,
  { people, rounds }: { readonly people: number; readonly rounds: number },
): Promise<readonly Line[]> {
  // First, so that the memory is that of nothing else.
  const [rest, start] = [server.peakMb(), performance.now()]
  const lines = await server.lines('/api/people/export')
  const seconds = (performance.now() - start) / 1000
  const peak = server.peakMb()
  const few = Math.ceil(rounds / 4)
  const lists = await inTurn(views, ({ list, filter, sort }) => {
    const query = new URLSearchParams({ ...(filter ? { filter } : {}), sort, limit: '200' })
    return timed(few, () => server.get(`/api/${list}?${query}`))
  })
  const page = await personPages(server, rounds)
  const past = (list: string, day: string) =>
    timed(few, () => server.get(`/api/${list}?asOf=${day}&limit=200`))
  const [lately, longAgo] = [await past('people', lastDays), await past('people', yearsAgo)]
  const others = [...(await past('saas-users', yearsAgo)), ...(await past('devices', yearsAgo))]
  const devicePage = await devicePages(server, rounds)
  const palette = await inTurn(typed, async (text) => {
    const one = await timed(few, () => server.get(`/api/search?text=${encodeURIComponent(text)}`))
    tell(`everything ${text}`, one)
    return one
  })
  const applications = await timed(rounds, () => server.get('/api/saas-applications'))
  return [
    timeLine('Saved views over HTTP, 200 rows with all fields', lists),
    timeLine('Page of a person: everything it asks', page, 200),
    timeLine('Page of a device: everything it asks', devicePage, 200),
    timeLine('People as of a week before the last change', lately, 600),
    timeLine('People as of three years before', longAgo, 600),
    timeLine('SaaS users and hardware as of three years before', others, 600),
    timeLine('Search of everything, from two letters on', palette, 600),
    timeLine('SaaS applications with active, inactive and unused', applications, 200),
    factLine(
      `CSV of ${lines.toLocaleString('en')} of ${people.toLocaleString('en')} people, all but the archived`,
      `${Math.round(lines / seconds).toLocaleString('en')} rows/s`,
    ),
    factLine('… memory of the server', `${peak} MB (${rest} MB at rest)`, '200 MB', peak <= 200),
  ]
}

// History of the seed ends at 2026-08-28.
const [lastDays, yearsAgo] = ['2026-08-21', '2023-08-28']

const personPages = (server: Server, rounds: number) =>
  pages(server, { list: 'people', rounds, parts: ['/changes'] })
const devicePages = (server: Server, rounds: number) =>
  pages(server, { list: 'devices', rounds, parts: ['/changes', '/software'] })

interface Pages {
  readonly list: string
  readonly rounds: number
  /** What is asked beside the record itself. */
  readonly parts: readonly string[]
}

async function pages(server: Server, { list, rounds, parts }: Pages): Promise<readonly number[]> {
  const found = await server.get(`/api/${list}?limit=${Math.min(200, rounds + 1)}&fields=id&sort=-updatedAt`)
  // The shape is that of the list's answer.
  const { items } = JSON.parse(found) as { readonly items: readonly { readonly id: string }[] }
  return timed(items.length - 1, async (round) => {
    const path = `/api/${list}/${items[round]?.id}`
    await Promise.all([server.get(path), ...parts.map((part) => server.get(`${path}${part}?limit=100`))])
  })
}
