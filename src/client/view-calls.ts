import { at, type Call, withQuery } from './call.ts'
import type { Page } from './types.ts'
import type { NewView, View, ViewEdit, ViewedList } from './view.ts'

/** Views of lists. */
export function viewCalls(call: Call) {
  const root = '/api/views'
  return {
    list: (list?: ViewedList) => call<Page<View>>('GET', withQuery(root, { list })),
    /** Tells that it is about to be looked at. */
    get: (id: string) => call<View>('GET', at(root, id)),
    create: (view: NewView) => call<View>('POST', root, view),
    update: (id: string, edit: ViewEdit) => call<View>('PATCH', at(root, id), edit),
    share: (id: string, to: Pick<View, 'reach' | 'role'>) => call<View>('PUT', at(root, id, 'reach'), to),
    remove: (id: string) => call<void>('DELETE', at(root, id)),
  }
}
