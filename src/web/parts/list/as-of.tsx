import { ActionIcon, Button, Group, Popover, Text, TextInput, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCalendarTime } from '@tabler/icons-react'
import { Note } from '../../ui/note.tsx'
import { dayText, today } from '../../ui/time.ts'
import type { Viewed } from './use-views.ts'

type PastProps = Pick<Viewed, 'words' | 'say'>

/** Chooses the day as of which a list is shown. */
export function AsOf({ words, say }: PastProps) {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const label = 'As of a day'
  return (
    <Popover opened={isOpen} onChange={close} position="bottom-end" trapFocus returnFocus withArrow={false}>
      <Popover.Target>
        <Tooltip label={label}>
          <ActionIcon
            variant={words.asOf ? 'light' : 'default'}
            size={30}
            aria-label={label}
            aria-expanded={isOpen}
            onClick={toggle}
          >
            <IconCalendarTime size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          data-autofocus
          type="date"
          label="As it was at the end of"
          max={today()}
          defaultValue={words.asOf ?? ''}
          onChange={({ currentTarget: { value } }) => say({ asOf: value || undefined })}
          onKeyDown={({ key }) => key === 'Enter' && close()}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Says of which day a list is, what is not known of it, and leads back. */
export function PastBanner({
  words: { asOf },
  say,
  note,
}: PastProps & { readonly note: string | undefined }) {
  if (!asOf) return null
  return (
    <Group px="md" pb="sm">
      <Note tone="held" role="status">
        <Group justify="space-between" gap="sm">
          <Text size="sm" maw={680}>
            <b>As it was at the end of {dayText(asOf)}.</b> Nothing can be changed here. Whoever was erased
            since is missing; what is written anew with every run, such as a sync time, and what conditions
            left out are not in history and stand empty.{note && ` ${note}`}
          </Text>
          <Button size="xs" variant="default" onClick={() => say({ asOf: undefined })}>
            Back to today
          </Button>
        </Group>
      </Note>
    </Group>
  )
}
