import { TextInput, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import type { MappingEntry } from '../../../../client/integration.ts'
import type { Field } from '../../../../client/types.ts'
import { Dialog } from '../../../ui/dialog-form.tsx'
import { Loading } from '../../../ui/states.tsx'
import { useDesk } from './desk.ts'
import { mapTarget } from './mapping-edits.ts'
import classes from './source-extras.module.css'

// Comes when somebody opens it.
const PipeBuilder = lazy(async () => ({ default: (await import('./pipe-builder.tsx')).PipeBuilder }))

interface SourceExtrasProps {
  readonly field: Field
  readonly entry: MappingEntry
}

/** What belongs to a source: the value that is always the same, the expression, and the pipes a value goes through. */
export function SourceExtras({ field, entry }: SourceExtrasProps) {
  const { mapping, setMapping } = useDesk()
  const { source, pipes } = entry
  if (source.kind === 'constant')
    return field.options.length > 0 || field.type === 'boolean' ? null : (
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

/** The pipes as they are written, and the way to change them. */
function Pipes({ field, entry }: SourceExtrasProps) {
  const [isOpen, dialog] = useDisclosure(false)
  const { pipes } = entry
  return (
    <div className={pipes === undefined ? classes.quiet : undefined}>
      <UnstyledButton
        className={classes.add}
        aria-label={`Change the value of ${field.label} on its way`}
        onClick={dialog.open}
      >
        {pipes === undefined ? '+ Pipe' : `| ${pipes}`}
      </UnstyledButton>
      <Dialog
        opened={isOpen}
        onClose={dialog.close}
        title={`What the value of ${field.label} goes through`}
        size="lg"
      >
        <Suspense fallback={<Loading lines={4} />}>
          <PipeBuilder field={field} entry={entry} onClose={dialog.close} />
        </Suspense>
      </Dialog>
    </div>
  )
}
