import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

/** What somebody of an id is called; null: nobody whom the asker sees, or nameless. */
export const nameQuery = (id: string) =>
  queryOptions({ queryKey: ['people', id, 'name'], queryFn: () => askName(id) })

interface Wish {
  readonly id: string
  tell(name: string | null): void
  fail(error: unknown): void
}

let wishes: readonly Wish[] = []

/** Names that a page wants in one moment are one request. */
function askName(id: string): Promise<string | null> {
  return new Promise((tell, fail) => {
    if (wishes.length === 0) setTimeout(askAll)
    wishes = [...wishes, { id, tell, fail }]
  })
}

const most = 100

function askAll(): void {
  for (let from = 0; from < wishes.length; from += most) void answer(wishes.slice(from, from + most))
  wishes = []
}

async function answer(asked: readonly Wish[]): Promise<void> {
  try {
    const { items } = await api.people.names(asked.map(({ id }) => id))
    const names = new Map(items.map(({ id, name }) => [id, name]))
    for (const { id, tell } of asked) tell(names.get(id) ?? null)
  } catch (error) {
    for (const { fail } of asked) fail(error)
  }
}
