import { Button, Menu, Text } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { View } from '../../../client/view.ts'
import { api } from '../api.ts'
import { useMay } from '../session.ts'
import { useAsked } from '../use-asked.ts'
import type { ListSpec } from './list-spec.ts'
import { isChanged, type Viewed } from './use-views.ts'
import { ViewChoices } from './view-choices.tsx'
import { keptWords } from './words.ts'

// Comes when somebody keeps a view.
const ViewDialog = lazy(async () => ({ default: (await import('./view-dialog.tsx')).ViewDialog }))

interface MenuProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly viewed: Viewed
}

/** The views of a list: which one is shown, the others, and keeping this one. */
export function ViewMenu<T extends { readonly id: string }>({ spec, viewed }: MenuProps<T>) {
  const may = useMay()
  const [shown, setEdited] = useState<View>()
  const [asked, ask] = useAsked()
  const edited = asked === 'keep' ? 'new' : shown
  const { view, words, show } = viewed
  const { many, views: list } = spec
  const changed = view && isChanged(view, words) ? view : undefined
  const client = useQueryClient()
  const save = useMutation({
    // The words of an address are those of a view, without those that say nothing.
    mutationFn: ({ id }: View) => api.views.update(id, { words: keptWords(words) as View['words'] }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  })
  if (!may('views:read')) return null
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} aria-hidden />} maw={260}>
            {view ? `${view.name}${changed ? ' (changed)' : ''}` : `All ${many}`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown maw={420} mah="70vh" style={{ overflowY: 'auto' }}>
          <ViewChoices spec={spec} viewed={viewed} />
          <Menu.Divider />
          {changed?.mayEdit && (
            <Menu.Item onClick={() => save.mutate(changed)}>{`Save “${changed.name}”`}</Menu.Item>
          )}
          {changed && <Menu.Item onClick={() => show(changed)}>{`Put “${changed.name}” back`}</Menu.Item>}
          <Menu.Item onClick={() => ask('keep')}>Keep as a new view</Menu.Item>
          {view?.mayEdit && <Menu.Item onClick={() => setEdited(view)}>{`Edit “${view.name}”`}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {save.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {save.error.message}
        </Text>
      )}
      {edited && (
        <Suspense>
          <ViewDialog
            list={list}
            edited={edited}
            viewed={viewed}
            onClose={() => (shown ? setEdited(undefined) : ask(''))}
          />
        </Suspense>
      )}
    </>
  )
}
