import { useDebouncedValue } from '@mantine/hooks'
import { openSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../parts/api.ts'
import { useMay } from '../parts/session.ts'
import { placesFor } from './navigation.ts'
import { actsFor, kinds, placeOf } from './palette-words.ts'

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
      attributes={{ content: { 'aria-label': 'Search, or go somewhere' } }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'A place, a person, an application, a device, a run',
        'aria-label': 'Search, or go somewhere',
      }}
    />
  )
}

interface Found {
  readonly group: string
  readonly actions: SpotlightActionData[]
}

/** Places and acts whose names have the text in them. */
function useOwn(text: string): readonly Found[] {
  const may = useMay()
  const navigate = useNavigate()
  const wanted = text.trim().toLowerCase()
  const fits = ({ label }: { readonly label: string }) => label.toLowerCase().includes(wanted)
  const places = placesFor(may).flatMap((group) => group.places)
  const entry = ({
    label,
    icon: Icon,
    ...at
  }: (typeof places)[number] | ReturnType<typeof actsFor>[number]) => ({
    id: label,
    label,
    leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
    onClick: () => void navigate({ to: at.to, search: 'search' in at ? at.search : {} }),
  })
  return [
    { group: 'Places', actions: places.filter(fits).map(entry) },
    { group: 'Actions', actions: actsFor(may).filter(fits).map(entry) },
  ]
}

/** What the server finds by its name, each kind under its own. */
function useFound(text: string): { readonly found: readonly Found[]; readonly isLooking: boolean } {
  const may = useMay()
  const navigate = useNavigate()
  const wanted = text.trim()
  const [search] = useDebouncedValue(wanted, 150)
  const { data, isFetching } = useQuery({
    queryKey: ['palette', search],
    queryFn: () => api.search(search),
    enabled: search.length > 1 && may('people:read'),
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
