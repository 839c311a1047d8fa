import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { Header, ReactTable } from '@tanstack/react-table'
import type { KeyboardEvent, ReactNode } from 'react'
import classes from './grid.module.css'
import type { Features } from './grid-features.ts'
import type { Selection } from './use-selection.ts'

interface HeadProps<T extends object> {
  readonly table: ReactTable<Features, T>
}

/** The names of the columns: pressed, they sort; pressed with Shift, they sort within what is sorted; their edges are drawn. */
export function GridHead<T extends object>({
  table,
  selection,
}: HeadProps<T> & { readonly selection?: Selection | undefined }) {
  return (
    <thead className={classes.head}>
      <tr className={classes.row}>
        {selection && (
          <td className={classes.choice}>
            <Checkbox
              size="xs"
              aria-label="Choose all rows that are here"
              checked={selection.rows === 'all'}
              indeterminate={selection.rows === 'some'}
              disabled={selection.isWaiting}
              onChange={selection.toggleRows}
            />
          </td>
        )}
        {table.getFlatHeaders().map((header) => (
          <Name key={header.id} header={header} label={String(header.column.columnDef.header)}>
            <Edge table={table} header={header} />
          </Name>
        ))}
      </tr>
    </thead>
  )
}

const orders = { asc: 'ascending', desc: 'descending' } as const

interface NameProps<T extends object> {
  readonly header: Header<Features, T>
  readonly label: string
  readonly children: ReactNode
}

function Name<T extends object>({ header: { column }, label, children }: NameProps<T>) {
  const sorted = column.getIsSorted()
  const Arrow = sorted === 'desc' ? IconArrowDown : IconArrowUp
  return (
    <th scope="col" className={classes.name} aria-sort={sorted ? orders[sorted] : undefined}>
      {column.getCanSort() ? (
        <UnstyledButton
          className={classes.sort}
          title="Sort; with Shift within what is sorted"
          onClick={column.getToggleSortingHandler()}
        >
          <span className={classes.text}>{label}</span>
          {sorted && <Arrow size={14} aria-hidden />}
          {sorted && column.getSortIndex() > 0 && (
            <span className={classes.rank} aria-hidden>
              {column.getSortIndex() + 1}
            </span>
          )}
        </UnstyledButton>
      ) : (
        <span className={classes.text}>{label}</span>
      )}
      {children}
    </th>
  )
}

interface EdgeProps<T extends object> extends HeadProps<T> {
  readonly header: Header<Features, T>
}

const step = 20

/** The edge of a column, by which it is made wider: drawn, or by the arrow keys. */
function Edge<T extends object>({ table, header }: EdgeProps<T>) {
  const { column } = header
  const size = column.getSize()
  const { isResizingColumn, deltaOffset } = table.state.columnResizing
  const isMoved = isResizingColumn === column.id
  const widenBy = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? step : event.key === 'ArrowLeft' ? -step : 0
    if (by === 0) return
    event.preventDefault()
    table.setColumnSizing((sizes) => ({ ...sizes, [column.id]: size + by }))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${String(column.columnDef.header)}`}
      aria-valuenow={size}
      aria-valuemin={60}
      aria-valuemax={800}
      tabIndex={0}
      className={classes.edge}
      data-moved={isMoved}
      style={isMoved ? { transform: `translateX(${deltaOffset ?? 0}px)` } : undefined}
      onKeyDown={widenBy}
      onMouseDown={header.getResizeHandler()}
      onTouchStart={header.getResizeHandler()}
    />
  )
}
