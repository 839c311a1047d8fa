import { useNavigate, useSearch } from '@tanstack/react-router'

/** What a list is asked, and how it is shown: words that stand in its address, so that it can be shared and come back to. */
export interface ListWords {
  readonly search?: string | undefined
  /** As the API takes it: `department eq "Sales"`. */
  readonly filter?: string | undefined
  /** As in `department,-start_date`. */
  readonly sort?: string | undefined
  /** In their order, as in `fullName,email:240`: a number is a width. */
  readonly columns?: string | undefined
  readonly density?: 'compact' | undefined
  readonly archived?: true | undefined
}

/** The words of the list that is shown, and a way to say others. */
export function useListWords(): readonly [ListWords, (change: ListWords) => void] {
  const words: ListWords = useSearch({ strict: false })
  const navigate = useNavigate()
  const say = (change: ListWords) =>
    void navigate({
      to: '.',
      search: (before: object) => given({ ...before, ...change }),
      replace: true,
      resetScroll: false,
    })
  return [words, say]
}

/** Only what is said. */
const given = (words: object): object =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined && value !== ''))
