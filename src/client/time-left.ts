/** How long something goes on, as roughly as it is known: "about 40 s left". */
export function timeLeftText(seconds: number): string {
  if (seconds < 90) return `about ${seconds} s left`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `about ${minutes} min left` : `about ${Math.round(minutes / 60)} h left`
}
