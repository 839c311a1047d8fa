import { Tag } from '../ui/tag.tsx'
import { daysUntil, dayText } from '../ui/time.ts'

const soon = 30

/** The last day of a credential, and a word where it is near or gone. */
export function Expiry({ on, now = Date.now() }: { readonly on: string | null; readonly now?: number }) {
  if (on === null) return <span>not known</span>
  const days = daysUntil(on, now)
  return (
    <>
      {dayText(on)} {days < 0 && <Tag tone="bad">Expired</Tag>}
      {days >= 0 && days <= soon && <Tag tone="warning">{leftText(days)}</Tag>}
    </>
  )
}

const leftText = (days: number): string =>
  days === 0 ? 'Ends today' : days === 1 ? 'Ends tomorrow' : `${days} days left`
