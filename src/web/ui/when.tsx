import { agoText, exactText } from './time.ts'

/** A moment, told from now; its exact time shows on hovering and to whoever reads the page aloud. */
export function When({ at, none = '–' }: { readonly at: string | null | undefined; readonly none?: string }) {
  if (!at) return <span>{none}</span>
  return (
    <time dateTime={at} title={exactText(at)}>
      {agoText(at)}
    </time>
  )
}
