import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { MergePreview } from '../../../client/merge.ts'
import { api } from '../../parts/api.ts'
import { mergeQuery, personQuery } from '../../parts/data/people.ts'
import { namesApart, personName } from '../../parts/person-name.ts'
import { PersonPicker } from '../../parts/person-picker.tsx'
import { usePlan } from '../../parts/use-plan.ts'
import { Value } from '../../parts/value.tsx'
import { Back } from '../../ui/back.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Note } from '../../ui/note.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Tag } from '../../ui/tag.tsx'

/** Two people who are one: who stays, and what comes of each field, before anything changes. */
export function MergePage() {
  const { id } = useParams({ from: '/inside/people/$id/merge' })
  const { with: other } = useSearch({ from: '/inside/people/$id/merge' })
  const navigate = useNavigate({ from: '/people/$id/merge' })
  const person = useQuery(personQuery(id))
  return (
    <Page
      title="Merge two people"
      back={<Back to={`/people/${id}`}>{person.data ? personName(person.data) : 'Person'}</Back>}
      lead="One of them stays and gets what the other has; the other leaves the lists and leads there. It can be taken back."
    >
      <Card>
        <PersonPicker
          label="The same person as"
          description="Who becomes part of the one who stays"
          value={other ?? null}
          error={undefined}
          onChange={(chosen) =>
            void navigate({ search: chosen && chosen !== id ? { with: chosen } : {}, replace: true })
          }
        />
      </Card>
      {other !== undefined && <Preview key={`${id} ${other}`} id={id} other={other} />}
    </Page>
  )
}

function Preview({ id, other }: { readonly id: string; readonly other: string }) {
  const query = useQuery(mergeQuery(id, other))
  return <Loaded query={query}>{(preview) => <Shown preview={preview} />}</Loaded>
}

function Shown({ preview }: { readonly preview: MergePreview }) {
  const { into, from, fields, refused } = preview
  const [stays, goes] = namesApart(into, from)
  const navigate = useNavigate()
  const merge = usePlan(() => api.merges.create(into.id, from.id))
  const swap = () =>
    void navigate({
      to: '/people/$id/merge',
      params: { id: from.id },
      search: { with: into.id },
      replace: true,
    })
  return (
    <Stack gap="lg">
      <Card title={`${stays} stays`} lead={movesText(preview)} flush>
        <DataTable
          caption="What comes of each field"
          columns={columnsFor(preview)}
          rows={fields}
          rowKey={({ field }) => field}
        />
      </Card>
      {refused.length > 0 && (
        <Note tone="bad" title="They cannot be merged as they are">
          {refused.map(({ field, message }) => (
            <Text key={`${field} ${message}`} size="sm">
              {field}: {message}
            </Text>
          ))}
        </Note>
      )}
      {merge.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {merge.error.message}
        </Text>
      )}
      <Group>
        <Button disabled={refused.length > 0} loading={merge.isPending} onClick={() => merge.mutate()}>
          Show the plan
        </Button>
        {from.archivedAt === null && (
          <Button variant="default" leftSection={<IconArrowsExchange size={16} aria-hidden />} onClick={swap}>
            Let {goes} stay
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function movesText({ into, from, moves: { records, saasUsers, account } }: MergePreview): string {
  const [, goes] = namesApart(into, from)
  const what = [
    countOf(records, 'source record'),
    countOf(saasUsers, 'SaaS user'),
    ...(account ? ['the account with which they sign in'] : []),
  ]
  return `${new Intl.ListFormat('en').format(what)} come along from ${goes}. Both histories are kept. Whoever stays, each value is what the first source in the order of its field says.`
}

type Line = MergePreview['fields'][number]

function columnsFor({ into, from }: MergePreview): readonly Column<Line>[] {
  const [stays, goes] = namesApart(into, from)
  return [
    {
      key: 'label',
      label: 'Field',
      cell: ({ field, label }) => (
        <Anchor component={Link} to={`/fields/${field}`} inherit>
          {label}
        </Anchor>
      ),
    },
    { key: 'into', label: stays, cell: (line) => <Value value={line.into} empty="–" /> },
    { key: 'from', label: goes, cell: (line) => <Value value={line.from} empty="–" /> },
    {
      key: 'after',
      label: 'Afterwards',
      cell: ({ after, changes }) => (
        <Group gap="xs" wrap="nowrap">
          <Value value={after} empty="–" />
          {changes && <Tag tone="busy">Changes</Tag>}
        </Group>
      ),
    },
  ]
}
