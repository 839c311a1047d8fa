import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { boundWidth, readColumns, type ShownColumn, writeColumns } from './column-words.ts'
import type { ListColumn, ListSpec } from './list-spec.ts'
import type { ListWords } from './words.ts'

const pieceSize = 200

/** The columns that words choose, or the usual ones. */
export function shownColumns<T extends { readonly id: string }>(
  { columns, usual }: ListSpec<T>,
  { columns: chosen }: ListWords,
): readonly ListColumn<T>[] {
  const known = new Map(columns.map((column) => [column.key, column]))
  const keys = new Set(known.keys())
  const wanted = readColumns(chosen ?? '', keys)
  const shown = wanted.length > 0 ? wanted : readColumns(usual.join(','), keys)
  return shown.flatMap(({ key, width }) => {
    const column = known.get(key)
    return column ? [{ ...column, width: width ?? column.width }] : []
  })
}

/** Columns in the words of the address; a usual width is not said. */
export function columnWords<T extends { readonly id: string }>(
  { columns }: ListSpec<T>,
  shown: readonly ShownColumn[],
): string {
  const usual = new Map(columns.map(({ key, width }) => [key, width]))
  const said = shown.map(({ key, width }) =>
    width === undefined || width === usual.get(key) ? { key } : { key, width: boundWidth(width) },
  )
  return writeColumns(said)
}

/** The rows of a list, piece by piece, and how many there are: asked beside them, and never before the first. */
export function useList<T extends { readonly id: string }>(spec: ListSpec<T>, words: ListWords) {
  const { search, filter, sort = spec.usualSort, archived, asOf } = words
  const fields = shownColumns(spec, words)
    .flatMap(({ key, shows = [key] }) => shows)
    .join(',')
  const asked = { search, filter, archived, asOf }
  const rows = useInfiniteQuery({
    queryKey: [...spec.key, 'list', asked, sort, fields],
    queryFn: ({ pageParam: cursor }) => spec.list({ ...asked, sort, fields, cursor, limit: pieceSize }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const { data: count, isError: isUncounted } = useQuery({
    queryKey: [...spec.key, 'count', asked],
    queryFn: () => spec.count(asked),
    enabled: rows.hasNextPage && !rows.isPlaceholderData,
    retry: false,
  })
  const { data } = rows
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const known = rows.hasNextPage ? count : { count: items.length, exact: true }
  return { rows, items, count: known, isUncounted }
}
