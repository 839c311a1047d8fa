import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Survey } from '../../../../client/survey.ts'
import { api } from '../../../parts/api.ts'
import { countOf, countText } from '../../../ui/numbers.ts'
import { useDesk } from './desk.ts'
import { addSyncKey } from './mapping-edits.ts'

/** Counts over the vendor's whole list which fields could be sync keys, and recommends in a sentence. */
export function KeySurvey() {
  const { integration, mayEdit } = useDesk()
  const queries = useQueryClient()
  const queryKey = ['integrations', integration.id, 'survey']
  const ask = useMutation({
    mutationFn: () => api.integrations.askSurvey(integration.id),
    onSuccess: (survey) => queries.setQueryData(queryKey, survey),
  })
  const { data: survey } = useQuery({
    queryKey,
    queryFn: () => api.integrations.survey(integration.id),
    // Nobody asked yet: there is nothing to read.
    enabled: ask.isSuccess,
    refetchInterval: ({ state: { data } }) => (data && isGoingOn(data) ? 1000 : false),
  })
  if (!mayEdit || integration.credentialId === null) return null
  return (
    <>
      {survey?.state === 'done' ? (
        <Counted survey={survey} />
      ) : (
        <Group gap="sm" mt="sm">
          <Button
            variant="default"
            size="xs"
            loading={ask.isPending || (survey !== undefined && isGoingOn(survey))}
            onClick={() => ask.mutate()}
          >
            Count over the whole list
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {survey && isGoingOn(survey)
              ? `${countOf(survey.read, 'record')} read`
              : 'Blanks, repeats and collisions of every unique field; nothing is loaded.'}
          </Text>
        </Group>
      )}
      {(ask.error ?? survey?.fault) && (
        <Text size="sm" c="var(--mantine-color-error)" mt="xs" role="alert">
          {ask.error?.message ?? survey?.fault}
        </Text>
      )}
    </>
  )
}

const isGoingOn = ({ state }: Survey): boolean => state === 'waiting' || state === 'reading'

function Counted({ survey: { advice, keys, records } }: { readonly survey: Survey }) {
  const { mapping, setMapping } = useDesk()
  const mapped = new Set(mapping.entries.map(({ target }) => target))
  const usable = advice?.keys.filter((key) => mapped.has(key)) ?? []
  const take = () => setMapping(usable.reduce(addSyncKey, { ...mapping, syncKeys: [] }))
  return (
    <>
      <Text size="sm" mt="sm" role="status">
        {advice?.because ?? 'No field tells the records of the whole list apart.'}
      </Text>
      {keys.map(({ key, label, blank, repeated, meets, disagrees }) => (
        <Text key={key} size="sm" c="dimmed">
          {label}, of {countText(records ?? 0)} records: {countText(blank)} blank, {countText(repeated)}{' '}
          repeated, {countText(meets)} known here, {countText(disagrees)} that find another
        </Text>
      ))}
      {usable.length > 0 && (
        <Button variant="default" size="xs" mt="xs" onClick={take}>
          Use what is recommended
        </Button>
      )}
    </>
  )
}
