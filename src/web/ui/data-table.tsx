import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'

/** One column: what it is called, and what it shows of a row. */
export interface Column<T> {
  readonly key: string
  readonly label: string
  readonly align?: 'right'
  /** Only heard: what is in it says itself what it is. */
  readonly isUnlabelled?: boolean
  /** What can be left out where there is little room. */
  readonly minor?: boolean
  /** It has the room that the others leave, and is cut there. */
  readonly isRest?: boolean
  cell(row: T): ReactNode
}

interface DataTableProps<T> {
  /** What the rows are, for whoever hears the table. */
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  rowKey(row: T): string
}

/** Rows under their column names. The first column names the row. */
export function DataTable<T>({ caption, columns, rows, rowKey }: DataTableProps<T>) {
  return (
    <div className={classes.scroller}>
      <Table className={classes.table} verticalSpacing={9} horizontalSpacing="md" captionSide="top">
        <caption className={classes.caption}>{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ key, label, align, minor, isUnlabelled }) => (
              <Table.Th key={key} scope="col" ta={align ?? 'left'} {...(minor ? { visibleFrom: 'sm' } : {})}>
                {isUnlabelled ? <span className={classes.caption}>{label}</span> : label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} className={classes.row}>
              {columns.map(({ key, align, minor, isRest, cell }, at) =>
                at === 0 ? (
                  <Table.Th key={key} scope="row" fw={500}>
                    {cell(row)}
                  </Table.Th>
                ) : (
                  <Table.Td
                    key={key}
                    ta={align ?? 'left'}
                    mod={{ rest: isRest }}
                    {...(minor ? { visibleFrom: 'sm' } : {})}
                  >
                    {cell(row)}
                  </Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
