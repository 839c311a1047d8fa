import { List, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Integration } from '../../../client/integration.ts'
import { useMay } from '../../parts/session.ts'
import { Section } from '../../ui/section.tsx'
import { Loading } from '../../ui/states.tsx'
import { agoText, timeText } from '../../ui/time.ts'
import { zone } from '../../ui/zone.ts'
import type { ScheduleDraft } from './schedule-form.tsx'
import { scheduleText } from './schedule-words.ts'
import { useEdit } from './use-edit.ts'

// Comes when somebody edits.
const ScheduleForm = lazy(async () => ({ default: (await import('./schedule-form.tsx')).ScheduleForm }))

/** When it runs by itself, and the next five times. */
export function ScheduleSection({ integration }: { readonly integration: Integration }) {
  const { schedule, nextDue } = integration
  const edit = useEdit<ScheduleDraft>(integration, { schedule }, (draft) =>
    draft.schedule ? { schedule: draft.schedule } : {},
  )
  const may = useMay()
  return (
    <Section
      id="schedule"
      title="Schedule"
      startsOpen={integration.state === 'draft'}
      summary={scheduleText(schedule)}
      onEdit={edit.isEditing || !may('integrations:write') ? undefined : edit.begin}
    >
      {edit.isEditing ? (
        <Suspense fallback={<Loading lines={3} />}>
          <ScheduleForm edit={edit} />
        </Suspense>
      ) : (
        <>
          <Text size="sm">{scheduleText(schedule)}</Text>
          <NextRuns times={nextDue} />
        </>
      )}
    </Section>
  )
}

function NextRuns({ times }: { readonly times: readonly string[] }) {
  if (times.length === 0) return null
  return (
    <>
      <Text size="sm" c="dimmed" mt="sm">
        The next runs, by the clock of {zone}
      </Text>
      <List size="sm" mt={4}>
        {times.map((at) => (
          <List.Item key={at}>
            {timeText(at)}{' '}
            <Text span inherit c="dimmed">
              {agoText(at)}
            </Text>
          </List.Item>
        ))}
      </List>
    </>
  )
}
