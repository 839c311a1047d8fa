import { useDebouncedValue } from '@mantine/hooks'
import { openSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconPlugConnected, IconSearch, IconUser } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../parts/api.ts'
import { integrationsQuery } from '../parts/data/integrations.ts'
import { personName } from '../parts/person-name.ts'
import { useMay } from '../parts/session.ts'
import { placesFor } from './navigation.ts'

/** Opens the palette. */
export const showPalette = (): void => openSpotlight()

/** Goes anywhere by typing: places, integrations, people. */
export function Palette() {
  const [text, setText] = useState('')
  const places = usePlaces()
  const people = usePeople(text)
  return (
    <Spotlight
      // Its button has the keys, which are there before it.
      shortcut={null}
      query={text}
      onQueryChange={setText}
      actions={[
        { group: 'Places', actions: places },
        { group: 'People', actions: people },
      ].filter(({ actions }) => actions.length > 0)}
      filter={(query, groups) =>
        groups.flatMap((group) => {
          if (!('actions' in group) || group.group === 'People') return [group]
          const fitting = group.actions.filter(({ label = '' }) =>
            label.toLowerCase().includes(query.trim().toLowerCase()),
          )
          return fitting.length > 0 ? [{ ...group, actions: fitting }] : []
        })
      }
      nothingFound="Nothing of that name"
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'A place, an integration, a person',
        'aria-label': 'Search, or go somewhere',
      }}
    />
  )
}

function usePlaces(): SpotlightActionData[] {
  const may = useMay()
  const navigate = useNavigate()
  const { data = [] } = useQuery({ ...integrationsQuery, enabled: may('integrations:read') })
  const places = placesFor(may).flatMap((group) => group.places)
  return [
    ...places.map(({ to, label, icon: Icon }) => ({
      id: to,
      label,
      leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
      onClick: () => void navigate({ to }),
    })),
    ...data.map(({ id, name }) => ({
      id,
      label: name,
      description: 'Integration',
      leftSection: <IconPlugConnected size={18} stroke={1.6} aria-hidden />,
      onClick: () => void navigate({ to: '/integrations/$id', params: { id } }),
    })),
  ]
}

function usePeople(text: string): SpotlightActionData[] {
  const may = useMay()
  const navigate = useNavigate()
  const [search] = useDebouncedValue(text.trim(), 200)
  const { data } = useQuery({
    queryKey: ['palette', search],
    queryFn: () => api.people.list({ search, limit: 6 }),
    enabled: search.length > 1 && may('people:read'),
    placeholderData: keepPreviousData,
  })
  if (search.length < 2) return []
  return (data?.items ?? []).map((person) => ({
    id: person.id,
    label: personName(person),
    description: String(person.values.email ?? ''),
    leftSection: <IconUser size={18} stroke={1.6} aria-hidden />,
    onClick: () => void navigate({ to: '/people/$id', params: { id: person.id } }),
  }))
}
