import { Checkbox, Skeleton } from '@mantine/core'
import { FlexRender, type ReactTable, type Row } from '@tanstack/react-table'
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { memo, type RefObject, useEffect } from 'react'
import classes from './grid.module.css'
import type { Features } from './grid-features.ts'
import { useRowsAhead } from './rows-ahead.ts'
import type { Selection } from './use-selection.ts'

interface BodyProps<T extends object> {
  readonly table: ReactTable<Features, T>
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly selection: Selection | undefined
  readonly isCompact: boolean
  readonly more: number
  onMore(): void
}

/** The next piece is asked for so many rows before its first comes into sight. */
const ahead = 100
const mostWaiting = 40

/** The rows in sight; behind the last that is there stand the outlines of those to come. */
export function GridBody<T extends object>(props: BodyProps<T>) {
  const { table, scroller, selection, isCompact, more, onMore } = props
  const { rows } = table.getRowModel()
  const height = isCompact ? 32 : 42
  const virtual = useVirtualizer({
    count: rows.length + Math.min(more, mostWaiting),
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (at) => rows[at]?.id ?? `waiting ${at - rows.length}`,
    ...useRowsAhead(),
    // React draws in its own time; forced to it, scrolling stutters.
    useFlushSync: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height moves every row
  useEffect(() => virtual.measure(), [height])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more > 0 && last >= rows.length - ahead) onMore()
  }, [last, more, rows.length, onMore])
  return (
    <tbody className={classes.body} style={{ height: virtual.getTotalSize() }}>
      {items.map((item) => {
        const row = rows[item.index]
        return row ? (
          <Line key={item.key} row={row} item={item} selection={selection} columns={table.options.columns} />
        ) : (
          <Waiting key={item.key} item={item} />
        )
      })}
    </tbody>
  )
}

const placeOf = ({ start, size }: VirtualItem) => ({ height: size, transform: `translateY(${start}px)` })

interface LineProps<T extends object> extends Pick<BodyProps<T>, 'selection'> {
  readonly row: Row<Features, T>
  readonly item: VirtualItem
  /** With others, it is drawn anew. */
  readonly columns: unknown
}

// What stays in sight stays as it is drawn. Of what the rows are, React's type knows nothing.
const Line = memo(PlainLine) as typeof PlainLine

function PlainLine<T extends object>({ row, item, selection }: LineProps<T>) {
  const name = `row-${row.id}`
  const isChosen = selection?.isChosen(row.id) ?? false
  return (
    <tr aria-rowindex={item.index + 2} className={classes.row} data-chosen={isChosen} style={placeOf(item)}>
      {selection && (
        <td className={classes.choice}>
          <Checkbox
            size="xs"
            aria-labelledby={name}
            checked={isChosen}
            disabled={selection.isWaiting}
            // What is held down is only known of a press.
            onClick={({ shiftKey }) => selection.toggle(row.id, shiftKey)}
            onChange={() => undefined}
          />
        </td>
      )}
      {row.getAllCells().map((cell, at) =>
        at === 0 ? (
          <th key={cell.id} id={name} scope="row" className={classes.cell}>
            <FlexRender cell={cell} />
          </th>
        ) : (
          <td key={cell.id} className={classes.cell}>
            <FlexRender cell={cell} />
          </td>
        ),
      )}
    </tr>
  )
}

function Waiting({ item }: { readonly item: VirtualItem }) {
  return (
    <tr aria-rowindex={item.index + 2} className={classes.row} style={placeOf(item)}>
      <td className={classes.waiting}>
        <Skeleton height={12} width={`${45 + ((item.index * 17) % 40)}%`} radius="sm" />
      </td>
    </tr>
  )
}
