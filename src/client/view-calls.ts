import { at, type Call, withQuery } from './call.ts'
import type { Page } from './types.ts'
import type { HiddenFrom, NewView, View, ViewEdit, ViewedList, ViewShare } from './view.ts'

/** What a list is asked, as far as it names fields. */
type Asking = { readonly [Word in 'search' | 'filter' | 'sort' | 'columns' | 'group']?: string | undefined }

/** Views of lists. */
export function viewCalls(call: Call) {
  const root = '/api/views'
  return {
    list: (list?: ViewedList) => call<Page<View>>('GET', withQuery(root, { list })),
    /** Tells that it is about to be looked at. */
    get: (id: string) => call<View>('GET', at(root, id)),
    hiddenFrom: (list: ViewedList, { search, filter, sort, columns, group }: Asking) =>
      call<{ readonly items: readonly HiddenFrom[] }>(
        'GET',
        withQuery(at(root, 'hidden-from'), { list, search, filter, sort, columns, group }),
      ),
    /** Of a view that is kept. */
    viewHiddenFrom: (id: string) =>
      call<{ readonly items: readonly HiddenFrom[] }>('GET', at(root, id, 'hidden-from')),
    create: (view: NewView) => call<View>('POST', root, view),
    update: (id: string, edit: ViewEdit) => call<View>('PATCH', at(root, id), edit),
    share: (id: string, to: ViewShare) => call<View>('PUT', at(root, id, 'reach'), to),
    remove: (id: string) => call<void>('DELETE', at(root, id)),
  }
}
