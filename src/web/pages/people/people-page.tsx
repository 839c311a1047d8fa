import { Button, Group, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { peopleQuery } from '../../parts/data/people.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { PeopleTable } from './people-table.tsx'

/** Everybody in the directory; what is searched stands in the address. */
export function PeoplePage() {
  const { search, archived } = useSearch({ from: '/inside/people' })
  const query = useInfiniteQuery({ ...peopleQuery({ search, archived }), placeholderData: keepPreviousData })
  return (
    <Page title="People" lead="Everybody that an integration loaded, one line a person.">
      <Card flush>
        <Group p="md" gap="sm">
          <SearchBox />
          <ArchivedSwitch />
        </Group>
        <Pieces query={query} empty={search || archived ? <NobodyFound /> : <NobodyYet />}>
          {(people) => <PeopleTable people={people} />}
        </Pieces>
      </Card>
    </Page>
  )
}

function SearchBox() {
  const { search = '' } = useSearch({ from: '/inside/people' })
  const navigate = useNavigate({ from: '/people' })
  const [text, setText] = useState(search)
  const look = useDebouncedCallback((wanted: string) => {
    const trimmed = wanted.trim()
    void navigate({
      search: ({ search: _, ...others }) => ({ ...others, ...(trimmed ? { search: trimmed } : {}) }),
      replace: true,
    })
  }, 250)
  return (
    <TextInput
      type="search"
      aria-label="Search people"
      placeholder="Name, username or e-mail"
      leftSection={<IconSearch size={16} aria-hidden />}
      w={300}
      maw="100%"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        look(event.currentTarget.value)
      }}
    />
  )
}

function ArchivedSwitch() {
  const { archived } = useSearch({ from: '/inside/people' })
  const navigate = useNavigate({ from: '/people' })
  return (
    <SegmentedControl
      size="sm"
      aria-label="Who is shown"
      value={archived ? 'archived' : 'present'}
      onChange={(value) =>
        void navigate({
          search: ({ archived: _, ...others }) => ({
            ...others,
            ...(value === 'archived' ? { archived: true as const } : {}),
          }),
          replace: true,
        })
      }
      data={[
        { value: 'present', label: 'In the directory' },
        { value: 'archived', label: 'Archived' },
      ]}
    />
  )
}

function NobodyFound() {
  return (
    <Empty icon={<IconSearch size={32} stroke={1.5} />} title="Nobody fits">
      Look for a part of a name, a username or an e-mail address.
    </Empty>
  )
}

function NobodyYet() {
  const may = useMay()
  return (
    <Empty
      icon={<IconUsers size={32} stroke={1.5} />}
      title="Nobody is here yet"
      action={
        may('integrations:write') && (
          <Button component={Link} to="/integrations">
            To the integrations
          </Button>
        )
      }
    >
      People come from integrations: connect a vendor, look at the plan, launch it.
    </Empty>
  )
}
