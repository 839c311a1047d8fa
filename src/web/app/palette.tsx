import { useDebouncedValue } from '@mantine/hooks'
import { openSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconHistory, type IconProps, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import { api } from '../parts/api.ts'
import { useVisited } from '../parts/recent.ts'
import { useMay, useSeesAll } from '../parts/session.ts'
import { actsFor, isMeant } from './acts.ts'
import { placesFor } from './navigation.ts'
import { kinds, ofId, placeOf } from './palette-words.ts'
import { type DoneAct, useIntegrationActs, useListActs, useOwnActs } from './use-acts.ts'

/** Opens the palette. */
export const showPalette = (): void => openSpotlight()

/** Goes anywhere by typing: to places, to what can be done, and to whatever has a name. */
export function Palette() {
  const [text, setText] = useState('')
  const own = useOwn(text)
  const { found, isLooking } = useFound(text)
  return (
    <Spotlight
      // Its button has the keys, which are there before it.
      shortcut={null}
      query={text}
      onQueryChange={setText}
      actions={[...own, ...found].filter(({ actions }) => actions.length > 0)}
      // What is there fits already: the server looked, and so did we.
      filter={(_, groups) => groups}
      nothingFound={isLooking ? 'Looking …' : 'Nothing of that name'}
      scrollable
      maxHeight={420}
      // What scrolls can be reached by the keyboard; the arrows go on in what is typed.
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      attributes={{ content: { 'aria-label': 'Search, or go somewhere' } }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'A place, something to do, a person, an application, a device, a run',
        'aria-label': 'Search, or go somewhere',
      }}
    />
  )
}

interface Found {
  readonly group: string
  readonly actions: SpotlightActionData[]
}

/** Where one was, places and acts that have every word of the text in what they are called; without a text, the usual ones. */
function useOwn(text: string): readonly Found[] {
  const may = useMay()
  const navigate = useNavigate()
  const visited = useVisited()
  const seesAll = useSeesAll()
  const { making, looking } = actsFor(may, seesAll)
  const [ofIntegrations, ofList, own] = [useIntegrationActs(), useListActs(), useOwnActs()]
  const places = placesFor(may).flatMap((group) => group.places)
  const entry = ({ label, icon, ...at }: (typeof places)[number] | (typeof making)[number]) =>
    entryOf(label, icon, () =>
      navigate({ to: at.to, search: 'search' in at ? at.search : {}, hash: 'hash' in at ? at.hash : '' }),
    )
  const done = ({ label, icon, act }: DoneAct) => entryOf(label, icon, act)
  const fits = (one: Parameters<typeof isMeant>[0]) => isMeant(one, text.trim())
  const recent = visited
    .filter(fits)
    .map(({ label, to }) => ({ ...entryOf(label, IconHistory, () => navigate({ to })), id: `recent ${to}` }))
  const meant = ofId(text.trim())
  const byId = meant
    ? [entryOf(`Open ${meant.id}`, kinds[meant.kind].icon, () => navigate(placeOf(meant)))]
    : []
  return [
    { group: 'By its id', actions: byId },
    { group: 'Recent', actions: recent },
    { group: 'This list', actions: ofList.filter(fits).map(done) },
    { group: 'Places', actions: [...places, ...looking].filter(fits).map(entry) },
    { group: 'Make', actions: making.filter(fits).map(entry) },
    { group: 'Do now', actions: text.trim() === '' ? [] : ofIntegrations.filter(fits).map(done) },
    { group: 'You', actions: own.filter(fits).map(done) },
  ]
}

const entryOf = (label: string, Icon: ComponentType<IconProps>, act: () => void): SpotlightActionData => ({
  id: label,
  label,
  leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
  onClick: act,
})

/** What the server finds by its name, each kind under its own. */
function useFound(text: string): { readonly found: readonly Found[]; readonly isLooking: boolean } {
  const navigate = useNavigate()
  const wanted = text.trim()
  const [search] = useDebouncedValue(wanted, 150)
  const { data, isFetching } = useQuery({
    queryKey: ['palette', search],
    queryFn: () => api.search(search),
    enabled: search.length > 1,
    placeholderData: keepPreviousData,
  })
  if (wanted.length < 2) return { found: [], isLooking: false }
  const groups = Map.groupBy(data?.items ?? [], ({ kind }) => kind)
  const found = [...groups].map(([kind, items]) => {
    const { label, icon: Icon } = kinds[kind]
    return {
      group: label,
      actions: items.map((one) => ({
        id: one.id,
        label: one.label,
        description: one.note ?? '',
        leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
        onClick: () => void navigate(placeOf(one)),
      })),
    }
  })
  return { found, isLooking: isFetching || search !== wanted }
}
