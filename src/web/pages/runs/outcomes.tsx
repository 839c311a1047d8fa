import { Anchor, Box, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { FieldChange, Outcome, Run } from '../../../client/run.ts'
import { BeforeAfter } from '../../parts/change.tsx'
import { outcomesQuery } from '../../parts/data/runs.ts'
import { capital, isUnderWay, outcomeTones } from '../../parts/run-words.ts'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import classes from './outcomes.module.css'

/** Record by record, what becomes of it, or what became. */
export function Outcomes({ run }: { readonly run: Run }) {
  const { kind } = useSearch({ from: '/inside/runs/$id' })
  const navigate = useNavigate({ from: '/runs/$id' })
  const query = useInfiniteQuery({ ...outcomesQuery(run, kind), placeholderData: keepPreviousData })
  return (
    <div id="outcomes">
      <Card
        title={kind ? `Outcomes: ${kind}` : 'Outcomes'}
        lead="Record by record; unchanged ones are only counted"
        flush
        actions={
          kind && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => void navigate({ search: {}, replace: true, resetScroll: false })}
            >
              Show all
            </Button>
          )
        }
      >
        <Pieces query={query} empty={<None run={run} />}>
          {(outcomes) => outcomes.map((outcome) => <Line key={outcome.number} outcome={outcome} />)}
        </Pieces>
      </Card>
    </div>
  )
}

function None({ run }: { readonly run: Run }) {
  const isEarly = isUnderWay(run.state) && run.plannedAt === null
  return (
    <Empty
      icon={<IconListDetails size={32} stroke={1.5} />}
      title={isEarly ? 'The plan is being made' : 'No outcomes'}
    >
      {isEarly
        ? 'What becomes of each record shows here once the whole list was read.'
        : 'Nothing would change, or the outcomes were dropped because they were old.'}
    </Empty>
  )
}

function Line({ outcome }: { readonly outcome: Outcome }) {
  const { kind, label, vendorId, personId, reasonText, problems, changes, account } = outcome
  return (
    <Box className={classes.line}>
      <Group gap="sm" wrap="nowrap" align="flex-start" justify="space-between">
        <Box style={{ minWidth: 0 }}>
          <Text size="sm" fw={560} style={{ overflowWrap: 'anywhere' }}>
            {personId ? (
              <Anchor component={Link} to={`/people/${personId}`} inherit>
                {label ?? vendorId}
              </Anchor>
            ) : (
              (label ?? vendorId)
            )}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {vendorId}
          </Text>
        </Box>
        <Tag tone={outcomeTones[kind]}>{capital(kind)}</Tag>
      </Group>
      <Stack gap={3} mt={6}>
        {reasonText && <Text size="sm">{reasonText}</Text>}
        {problems.length > 0 && (
          <List size="sm" withPadding>
            {problems.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>{field ? `${field}: ${message}` : message}</List.Item>
            ))}
          </List>
        )}
        <Changes changes={changes} />
        {account && <Changes changes={account.changes} of="SaaS user" />}
        {account?.created && account.changes.length === 0 && <Text size="sm">A SaaS user is made.</Text>}
      </Stack>
    </Box>
  )
}

function Changes({ changes, of }: { readonly changes: readonly FieldChange[]; readonly of?: string }) {
  if (changes.length === 0) return null
  return (
    <Group gap="2px 18px">
      {changes.map(({ field, label, before, after }) => (
        <Text key={field} size="sm" component="div">
          <Text span inherit c="dimmed">
            {of ? `${of}, ${label}` : label}:
          </Text>{' '}
          <BeforeAfter before={before} after={after} />
        </Text>
      ))}
    </Group>
  )
}
