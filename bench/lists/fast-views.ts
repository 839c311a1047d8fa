import { worthwhile } from '../../src/directory/list-indexes.ts'
import { deviceViews, views } from './questions.ts'
import type { Server } from './server.ts'

/**
 * The saved views that are not fast while the server serves, or not there any more: what was measured over HTTP is then not
 * what people have. Of a few people nobody keeps an index.
 */
export async function viewsWithoutIndex(
  server: Pick<Server, 'get'>,
  people: number,
): Promise<readonly object[]> {
  if (people < worthwhile) return []
  // The shape is that of the list's answer.
  const { items } = JSON.parse(await server.get('/api/views')) as {
    readonly items: readonly { readonly name: string; readonly isFast: boolean }[]
  }
  const fast = new Set(items.filter(({ isFast }) => isFast).map(({ name }) => name))
  return [...views, ...deviceViews]
    .map((question, number) => ({ name: `view ${number}`, ...question }))
    .filter(({ name }) => !fast.has(name))
}
