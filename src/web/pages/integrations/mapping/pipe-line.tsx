import { ActionIcon, Button, Group, Paper, Text, TextInput } from '@mantine/core'
import { IconArrowUp, IconX } from '@tabler/icons-react'
import type { Pipe, PipeStep } from '../../../../client/expression.ts'
import { argName, argsAtOnce, typedArg } from './pipe-steps.ts'

interface PipeLineProps {
  readonly step: PipeStep
  readonly place: number
  /** What the language says of it. */
  readonly pipe: Pipe | undefined
  onChange(step: PipeStep): void
  readonly onRaise: (() => void) | undefined
  onRemove(): void
}

/** One pipe of a chain, with its values. */
export function PipeLine({ step, place, pipe, onChange, onRaise, onRemove }: PipeLineProps) {
  const { args } = step
  const name = `Pipe ${place + 1}, ${step.pipe}`
  const more = pipe && args.length + argsAtOnce(pipe) <= pipe.most
  return (
    <Paper withBorder p="sm" role="group" aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" fw={600}>
            {place + 1}. {step.pipe}
          </Text>
          <Text size="sm" c="dimmed">
            {pipe?.about}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          {onRaise && (
            <ActionIcon variant="default" aria-label={`${name}: earlier`} onClick={onRaise}>
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
          )}
          <ActionIcon variant="default" aria-label={`${name}: remove`} onClick={onRemove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      {pipe && (args.length > 0 || more) && (
        <Group gap="xs" mt="xs">
          {args.map((arg, at) => (
            <TextInput
              // biome-ignore lint/suspicious/noArrayIndexKey: a value is told from others by its place only
              key={at}
              size="xs"
              w={140}
              aria-label={`${name}: ${argName(pipe, at)} ${at + 1}`}
              placeholder={argName(pipe, at)}
              value={arg === null ? 'null' : String(arg)}
              onChange={(event) =>
                onChange({ ...step, args: args.with(at, typedArg(pipe, at, event.currentTarget.value)) })
              }
            />
          ))}
          {more && (
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() =>
                onChange({ ...step, args: [...args, ...Array.from({ length: argsAtOnce(pipe) }, () => '')] })
              }
            >
              Add {argName(pipe, args.length)}
            </Button>
          )}
        </Group>
      )}
    </Paper>
  )
}
