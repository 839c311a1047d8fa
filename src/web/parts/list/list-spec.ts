import type { ReactNode } from 'react'
import type { Count, Groups, Page, PageWish } from '../../../client/types.ts'
import type { ViewedList } from '../../../client/view.ts'
import type { OfferedField } from '../conditions/conditions.ts'

/** One column that a list can show, be filtered and sorted by. */
export interface ListColumn<T> extends OfferedField {
  /** What stands above it, where it shows more than what it is asked by. */
  readonly heading?: string
  /** Its usual width, in pixels. */
  readonly width: number
  /** The properties of the answer that it shows; its own when left out. */
  readonly shows?: readonly string[]
  cell(row: T): ReactNode
}

/** What stands above a column. */
export const headingOf = <T>({ heading, label }: ListColumn<T>): string => heading ?? label

/** What a list is asked. */
export type ListWish = PageWish & {
  readonly search?: string | undefined
  readonly archived?: boolean | undefined
  readonly asOf?: string | undefined
  readonly fields?: string | undefined
}

export type CountWish = Pick<ListWish, 'search' | 'archived' | 'filter' | 'asOf'>

/** A list as data: the one component that shows lists does the rest. */
export interface ListSpec<T extends { readonly id: string }> {
  /** What its answers are kept under. */
  readonly key: readonly string[]
  /** What one of its rows is called, and many. */
  readonly noun: string
  readonly many: string
  /** What is searched, for the box. */
  readonly searches: string
  readonly columns: readonly ListColumn<T>[]
  /** The fields of which it has no columns any more. */
  readonly retired?: readonly { readonly key: string; readonly label: string }[]
  /** The columns it shows unless others are chosen; the first names the row. */
  readonly usual: readonly string[]
  /** The order it comes in unless another is wanted. */
  readonly usualSort: string
  /** Filters that are one press away. */
  readonly quick: readonly { readonly label: string; readonly filter: string }[]
  /** How many there are of each value of a field, where they can be counted so. */
  groups?(wish: CountWish & { readonly by: string }): Promise<Groups>
  /** Whether it can be shown as of a day. */
  readonly hasPast?: boolean
  /** What of it is not known of a day. */
  readonly pastNote?: string
  /** Whose views it has. */
  readonly views: ViewedList
  /** Where all of it can be taken along, and what is always asked there. */
  readonly table: { readonly path: string; readonly always?: Readonly<Record<string, string>> }
  list(wish: ListWish): Promise<Page<T>>
  count(wish: CountWish): Promise<Count>
}
