import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { Field } from '../../../../client/types.ts'
import type { SourceField } from '../../../parts/source-fields.ts'
import { goTo } from '../go-to.ts'
import { useDesk } from './desk.ts'
import classes from './mapping.module.css'
import { mapTarget } from './mapping-edits.ts'

const gripOf = ({ key }: SourceField): string => `carry-${key}`

/** Picks a vendor's field up without drawing it, by keyboard or with a finger; it is put down on one of ours. */
export function Grip({ source }: { readonly source: SourceField }) {
  const { carried, carry } = useDesk()
  const isCarried = carried?.key === source.key
  const toggle = () => {
    // The places are there before the focus goes to them.
    flushSync(() => carry(isCarried ? undefined : source))
    placesNow()[0]?.focus()
  }
  return (
    <ActionIcon
      id={gripOf(source)}
      variant={isCarried ? 'light' : 'subtle'}
      color="gray"
      size={24}
      aria-label={`Carry ${source.label}`}
      aria-pressed={isCarried}
      onClick={toggle}
    >
      <IconGripVertical size={15} aria-hidden />
    </ActionIcon>
  )
}

const placesNow = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-place]')]

interface PutHereProps {
  readonly field: Field
  readonly carried: SourceField
}

/** One of our fields as a place for what is carried. Arrow keys go from one to the next; Escape puts it back. */
export function PutHere({ field, carried }: PutHereProps) {
  const { mapping, carry, setMapping } = useDesk()
  const put = () => {
    flushSync(() => {
      setMapping(mapTarget(mapping, field.key, { kind: 'field', field: carried.key }))
      carry(undefined)
    })
    goTo(`target-${field.key}`)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { key, currentTarget } = event
    if (key === 'Escape') {
      flushSync(() => carry(undefined))
      document.getElementById(gripOf(carried))?.focus()
    }
    const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    placesNow()
      .at(placesNow().indexOf(currentTarget) + by)
      ?.focus()
  }
  return (
    <UnstyledButton
      data-place
      className={classes.source}
      data-empty
      aria-label={`Put ${carried.label} here, into ${field.label}`}
      onClick={put}
      onKeyDown={onKeyDown}
    >
      Put {carried.label} here
    </UnstyledButton>
  )
}
