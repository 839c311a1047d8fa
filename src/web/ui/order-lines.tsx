import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconGripVertical } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './order-lines.module.css'

interface OrderLinesProps<T> {
  /** What is put in order, for whoever hears it. */
  readonly label: string
  readonly items: readonly T[]
  keyOf(item: T): string
  nameOf(item: T): string
  children(item: T): ReactNode
  /** Without it, nothing can be moved. */
  onOrder?: ((items: readonly T[]) => void) | undefined
}

/** Lines that can be put in another order: drawn to their place, or moved by their buttons. */
export function OrderLines<T>({ label, items, keyOf, nameOf, children, onOrder }: OrderLinesProps<T>) {
  const [drawn, draw] = useState<number>()
  const [over, setOver] = useState<number>()
  const move = (from: number, to: number) => {
    const item = items[from]
    if (item !== undefined && to >= 0 && to < items.length && to !== from)
      onOrder?.(items.toSpliced(from, 1).toSpliced(to, 0, item))
  }
  const rest = () => {
    draw(undefined)
    setOver(undefined)
  }
  return (
    <ol className={classes.list} aria-label={label}>
      {items.map((item, at) => (
        <li
          key={keyOf(item)}
          className={classes.line}
          draggable={onOrder !== undefined}
          data-drawn={drawn === at}
          data-over={drawn !== undefined && over === at}
          onDragStart={() => draw(at)}
          onDragEnd={rest}
          onDragOver={(event) => {
            if (drawn === undefined) return
            event.preventDefault()
            setOver(at)
          }}
          onDrop={() => {
            if (drawn !== undefined) move(drawn, at)
            rest()
          }}
        >
          {onOrder && <IconGripVertical size={16} aria-hidden />}
          <div className={classes.what}>{children(item)}</div>
          {onOrder && (
            <>
              <Move name={nameOf(item)} way="up" isOff={at === 0} onPress={() => move(at, at - 1)} />
              <Move
                name={nameOf(item)}
                way="down"
                isOff={at === items.length - 1}
                onPress={() => move(at, at + 1)}
              />
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

interface MoveProps {
  readonly name: string
  readonly way: 'up' | 'down'
  readonly isOff: boolean
  onPress(): void
}

function Move({ name, way, isOff, onPress }: MoveProps) {
  const Icon = way === 'up' ? IconChevronUp : IconChevronDown
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={28}
      aria-label={`Move ${name} ${way}`}
      // It keeps the focus at the end of the way.
      {...(isOff ? { 'data-disabled': true } : {})}
      aria-disabled={isOff}
      onClick={onPress}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  )
}
