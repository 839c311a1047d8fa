import { Autocomplete, Chip, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Schedule } from '../../../client/integration.ts'
import { problemsByField } from '../../parts/problems.ts'
import { zone } from '../../ui/zone.ts'
import { EditBar } from './edit-bar.tsx'
import { told } from './meanwhile.tsx'
import { type Every, inRhythm, scheduleText, weekdays } from './schedule-words.ts'
import type { Edit } from './use-edit.ts'

export interface ScheduleDraft {
  readonly schedule: Schedule | null
}

const rhythms = [
  { value: 'day', label: 'Every day' },
  { value: 'hours', label: 'Every few hours' },
  { value: 'week', label: 'On days of the week' },
  { value: 'month', label: 'Every month' },
  { value: 'off', label: 'Only by hand' },
] as const satisfies readonly { value: Every; label: string }[]

/** When it runs, to be chosen. */
export function ScheduleForm({ edit }: { readonly edit: Edit<ScheduleDraft> }) {
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
            if (rhythm) edit.set({ schedule: inRhythm(rhythm.value, schedule, zone) })
          }}
        />
        {schedule && (
          <Parts schedule={schedule} problems={problems} onChange={(next) => edit.set({ schedule: next })} />
        )}
      </Stack>
      <EditBar edit={edit} tell={tell} shown={Object.keys(problems).map((field) => `schedule.${field}`)} />
    </form>
  )
}

const tell = told<ScheduleDraft>({ schedule: ['Schedule', scheduleText] })

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
          value={schedule.at}
          error={problems.at}
          onChange={(event) => onChange({ ...schedule, at: event.currentTarget.value })}
        />
        <Autocomplete
          label="Time zone"
          required
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
