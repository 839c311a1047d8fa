import { useNavigate, useSearch } from '@tanstack/react-router'

/** What a list is asked, and how it is shown: words that stand in its address, so that it can be shared and come back to. */
export interface ListWords {
  /** The view that they began with, or `all` where there is none. */
  readonly view?: string | undefined
  readonly search?: string | undefined
  /** As the API takes it: `department eq "Sales"`. */
  readonly filter?: string | undefined
  /** As in `department,-start_date`. */
  readonly sort?: string | undefined
  /** In their order, as in `fullName,email:240`: a number is a width. */
  readonly columns?: string | undefined
  readonly density?: 'compact' | undefined
  readonly archived?: true | undefined
  /** The field whose values are counted instead of showing rows. */
  readonly group?: string | undefined
  /** The day as of which it is shown; today's when left out. */
  readonly asOf?: string | undefined
}

/** The words that stand in the address, and a way to put others there. */
export function useListWords(): readonly [ListWords, (words: ListWords) => void] {
  const words: ListWords = useSearch({ strict: false })
  const navigate = useNavigate()
  const put = (next: ListWords) =>
    void navigate({ to: '.', search: given(next), replace: true, resetScroll: false })
  return [words, put]
}

/** What of it a view keeps: not which one it is. */
export function keptWords({ view: _, ...words }: ListWords): ListWords {
  return given(words)
}

/** Only what is said. */
export const given = (words: ListWords): ListWords =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined && value !== ''))
