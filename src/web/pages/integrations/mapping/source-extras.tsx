import { Menu, TextInput, UnstyledButton } from '@mantine/core'
import type { MappingEntry } from '../../../../client/integration.ts'
import type { Field } from '../../../../client/types.ts'
import { useDesk } from './desk.ts'
import { mapTarget } from './mapping-edits.ts'
import { pipeChoices, withPipe } from './pipes.ts'
import classes from './source-extras.module.css'

interface SourceExtrasProps {
  readonly field: Field
  readonly entry: MappingEntry
}

/** What belongs to a source: the value that is always the same, the expression, and the pipes a value goes through. */
export function SourceExtras({ field, entry }: SourceExtrasProps) {
  const { mapping, setMapping } = useDesk()
  const { source, pipes } = entry
  if (source.kind === 'constant')
    return field.options.length > 0 ? null : (
      <TextInput
        mt={4}
        size="xs"
        aria-label={`Value that ${field.label} always gets`}
        placeholder="Value"
        value={String(source.value)}
        onChange={(event) =>
          setMapping(mapTarget(mapping, field.key, { kind: 'constant', value: event.currentTarget.value }))
        }
      />
    )
  return (
    <>
      {source.kind === 'custom' && (
        <TextInput
          mt={4}
          size="xs"
          ff="monospace"
          aria-label={`Expression of ${field.label}`}
          placeholder='profile.title ?? "none"'
          spellCheck={false}
          value={source.expression}
          onChange={(event) =>
            setMapping(
              mapTarget(mapping, field.key, { kind: 'custom', expression: event.currentTarget.value }, pipes),
            )
          }
        />
      )}
      <Pipes field={field} entry={entry} />
    </>
  )
}

function Pipes({ field, entry: { source, pipes } }: SourceExtrasProps) {
  const { mapping, setMapping } = useDesk()
  const set = (next: string) => setMapping(mapTarget(mapping, field.key, source, next))
  const add = (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.add} aria-label={`Change the value of ${field.label} on its way`}>
          + Pipe
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {pipeChoices.map(({ pipe, text }) => (
          <Menu.Item key={pipe} onClick={() => set(withPipe(pipes, pipe))}>
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
  if (pipes === undefined) return <div className={classes.quiet}>{add}</div>
  return (
    <TextInput
      mt={4}
      size="xs"
      ff="monospace"
      aria-label={`Pipes of ${field.label}`}
      spellCheck={false}
      value={pipes}
      onChange={(event) => set(event.currentTarget.value)}
      rightSection={add}
      rightSectionWidth={56}
    />
  )
}
