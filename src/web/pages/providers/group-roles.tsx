import {
  ActionIcon,
  Button,
  Group,
  Input,
  Select,
  Stack,
  TextInput,
  type TextInputProps,
} from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { GroupRole } from '../../../client/provider.ts'

interface GroupRolesProps {
  readonly value: readonly GroupRole[]
  /** The field of the claim that names groups. */
  readonly claim: TextInputProps
  readonly roles: readonly { readonly key: string; readonly label: string }[]
  readonly error: string | undefined
  onChange(value: readonly GroupRole[]): void
}

/** Which group gives which role; the first that fits counts. */
export function GroupRoles({ value, claim, roles, error, onChange }: GroupRolesProps) {
  const change = (at: number, part: Partial<GroupRole>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <Input.Wrapper
      label="Roles by group"
      labelElement="div"
      description="Whoever is in a group gets its role at each sign-in; the first that fits counts"
      error={error}
    >
      <Stack gap="xs" mt={6}>
        {value.map(({ group, role }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is told by its place, and holds no state
          <Group key={at} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={`Group ${at + 1}`}
              placeholder="Group"
              required
              style={{ flex: 1 }}
              value={group}
              onChange={(event) => change(at, { group: event.currentTarget.value })}
            />
            <Select
              aria-label={`Role of group ${at + 1}`}
              placeholder="Role"
              required
              data={roles.map(({ key, label }) => ({ value: key, label }))}
              allowDeselect={false}
              style={{ flex: 1 }}
              value={role || null}
              onChange={(key) => change(at, { role: key ?? role })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Take group ${at + 1} away`}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {value.length > 0 && <TextInput {...claim} label="The claim that names groups" />}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...value, { group: '', role: '' }])}
          >
            Add a group
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  )
}
