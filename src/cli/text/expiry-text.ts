const soon = 30
const day = 24 * 60 * 60 * 1000
const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' })

/** The last day of a credential, with how near it is by the calendar of this machine; empty where none is known. */
export function expiryText(lastDay: string | null, now: number): string {
  if (lastDay === null) return ''
  const left = (Date.parse(lastDay) - Date.parse(local.format(now))) / day
  return left > soon ? lastDay : `${lastDay} (${leftText(left)})`
}

function leftText(days: number): string {
  if (days < 0) return 'expired'
  if (days === 0) return 'ends today'
  return days === 1 ? 'ends tomorrow' : `${days} days left`
}
