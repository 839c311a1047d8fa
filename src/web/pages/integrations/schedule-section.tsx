import { Autocomplete, Chip, Group, List, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Integration, Schedule } from '../../../client/integration.ts'
import { problemsByField } from '../../parts/problems.ts'
import { useMay } from '../../parts/session.ts'
import { Section } from '../../ui/section.tsx'
import { agoText, ownZone, timeText } from '../../ui/time.ts'
import { EditBar } from './edit-bar.tsx'
import { type Every, inRhythm, scheduleText, weekdays } from './schedule-words.ts'
import { type Edit, useEdit } from './use-edit.ts'

interface Draft {
  readonly schedule: Schedule | null
}

/** When it runs by itself, and the next five times in the zone of whoever reads. */
export function ScheduleSection({ integration }: { readonly integration: Integration }) {
  const { schedule, nextDue } = integration
  const edit = useEdit<Draft>(integration, { schedule }, (draft) =>
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
        <Form edit={edit} />
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
        The next runs, in your time zone ({ownZone()})
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

const rhythms = [
  { value: 'day', label: 'Every day' },
  { value: 'hours', label: 'Every few hours' },
  { value: 'week', label: 'On days of the week' },
  { value: 'month', label: 'Every month' },
  { value: 'off', label: 'Only by hand' },
] as const satisfies readonly { value: Every; label: string }[]

function Form({ edit }: { readonly edit: Edit<Draft> }) {
  const { schedule } = edit.draft
  const problems = problemsByField(edit.error, 'schedule.')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    edit.save()
  }
  return (
    <form onSubmit={submit}>
      <Stack maw={520}>
        <Select
          label="It runs"
          data={[...rhythms]}
          value={schedule?.every ?? null}
          placeholder="Once a night, from its launch on"
          allowDeselect={false}
          onChange={(value) => {
            const rhythm = rhythms.find((one) => one.value === value)
            if (rhythm) edit.set({ schedule: inRhythm(rhythm.value, schedule, ownZone()) })
          }}
        />
        {schedule && (
          <Parts schedule={schedule} problems={problems} onChange={(next) => edit.set({ schedule: next })} />
        )}
      </Stack>
      <EditBar edit={edit} shown={Object.keys(problems).map((field) => `schedule.${field}`)} />
    </form>
  )
}

interface PartsProps {
  readonly schedule: Schedule
  readonly problems: Readonly<Record<string, string>>
  onChange(schedule: Schedule): void
}

function Parts({ schedule, problems, onChange }: PartsProps) {
  if (schedule.every === 'off') return null
  if (schedule.every === 'hours')
    return (
      <NumberInput
        label="Hours between two runs"
        min={1}
        max={24}
        clampBehavior="strict"
        value={schedule.hours}
        error={problems.hours}
        onChange={(hours) => typeof hours === 'number' && onChange({ ...schedule, hours })}
      />
    )
  return (
    <>
      {schedule.every === 'week' && (
        <Days days={schedule.days} onChange={(days) => onChange({ ...schedule, days })} />
      )}
      {schedule.every === 'month' && (
        <Select
          label="Day of the month"
          description="In a month without that day, its last one"
          data={[
            ...Array.from({ length: 31 }, (_, at) => String(at + 1)),
            { value: 'last', label: 'The last day' },
          ]}
          value={String(schedule.day)}
          allowDeselect={false}
          onChange={(day) => day && onChange({ ...schedule, day: day === 'last' ? day : Number(day) })}
        />
      )}
      <Group grow align="flex-start">
        <TextInput
          label="Time"
          type="time"
          required
          withAsterisk={false}
          value={schedule.at}
          error={problems.at}
          onChange={(event) => onChange({ ...schedule, at: event.currentTarget.value })}
        />
        <Autocomplete
          label="Time zone"
          required
          withAsterisk={false}
          data={Intl.supportedValuesOf('timeZone')}
          limit={12}
          value={schedule.zone}
          error={problems.zone}
          onChange={(zone) => onChange({ ...schedule, zone })}
        />
      </Group>
    </>
  )
}

function Days({ days, onChange }: { readonly days: readonly number[]; onChange(days: number[]): void }) {
  return (
    <Chip.Group
      multiple
      value={days.map(String)}
      onChange={(chosen) => onChange(chosen.map(Number).toSorted((a, b) => a - b))}
    >
      <Group gap="xs" role="group" aria-label="Days of the week">
        {weekdays.map((day, at) => (
          <Chip key={day} value={String(at + 1)} size="xs">
            {day}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  )
}
