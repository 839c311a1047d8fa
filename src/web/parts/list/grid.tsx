import { type ColumnDef, useTable } from '@tanstack/react-table'
import { type CSSProperties, useMemo, useRef } from 'react'
import { readSort, writeSort } from '../../../client/sort.ts'
import type { ShownColumn } from './column-words.ts'
import classes from './grid.module.css'
import { GridBody } from './grid-body.tsx'
import { type Features, features } from './grid-features.ts'
import { GridHead } from './grid-head.tsx'
import { headingOf, type ListColumn } from './list-spec.ts'
import type { Selection } from './use-selection.ts'

interface GridProps<T extends { readonly id: string }> {
  /** What the rows are, for whoever hears the table. */
  readonly caption: string
  readonly columns: readonly ListColumn<T>[]
  readonly rows: readonly T[]
  /** How many there are, as far as it is known. */
  readonly count: number | undefined
  readonly sort: string
  readonly isCompact: boolean
  /** How many more rows are to come. */
  readonly more: number
  /** Whether rows of other words are shown until those of the present ones are there. */
  readonly isOld: boolean
  /** What is chosen of them, where anything can be done with what is. */
  readonly selection?: Selection | undefined
  onMore(): void
  onSort(sort: string | undefined): void
  onWiden(columns: readonly ShownColumn[]): void
}

/** Rows under their column names: only those in sight are drawn, so a million is as quick as ten. */
export function Grid<T extends { readonly id: string }>({ columns, rows, sort, ...rest }: GridProps<T>) {
  const { caption, count, isCompact, isOld, selection, more, onMore, onSort, onWiden } = rest
  const scroller = useRef<HTMLDivElement>(null)
  const defs = useMemo(() => columns.map((column) => defOf<T>(column)), [columns])
  const table = useTable<Features, T>({
    features,
    columns: defs,
    // The table only reads them.
    data: rows as T[],
    getRowId: (row) => row.id,
    state: {
      sorting: readSort(sort),
      columnSizing: sizesOf(columns),
    },
    manualSorting: true,
    sortDescFirst: false,
    maxMultiSortColCount: 5,
    columnResizeMode: 'onEnd',
    onSortingChange: (update) =>
      onSort(writeSort(typeof update === 'function' ? update(readSort(sort)) : update)),
    onColumnSizingChange: (update) => {
      const sizes = typeof update === 'function' ? update(sizesOf(columns)) : update
      onWiden(columns.map(({ key, width }) => ({ key, width: sizes[key] ?? width })))
    },
  })
  const widths = columns.map(({ width }) => `${width}px`)
  const template = (selection ? ['44px', ...widths] : widths).join(' ')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label={`${caption}, to scroll`}>
      <table
        aria-label={caption}
        aria-rowcount={count === undefined ? -1 : count + 1}
        aria-busy={isOld}
        className={classes.table}
        data-compact={isCompact}
        data-old={isOld}
        // A custom property is none of the known ones.
        style={{ '--columns': `${template} minmax(0, 1fr)` } as CSSProperties}
      >
        <GridHead table={table} selection={selection} />
        <GridBody
          table={table}
          scroller={scroller}
          selection={selection}
          isCompact={isCompact}
          more={more}
          onMore={onMore}
        />
      </table>
    </section>
  )
}

const sizesOf = (columns: readonly { readonly key: string; readonly width: number }[]) =>
  Object.fromEntries(columns.map(({ key, width }) => [key, width]))

function defOf<T extends { readonly id: string }>(column: ListColumn<T>): ColumnDef<Features, T> {
  const { key, type, width, cell } = column
  return {
    id: key,
    header: headingOf(column),
    size: width,
    accessorFn: (row) => row,
    enableSorting: type !== 'list',
    cell: ({ row }) => cell(row.original),
  }
}
