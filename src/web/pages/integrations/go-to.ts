/** Goes to a place of the page and into it, without a step in the history. False where there is none. */
export function goTo(place: string): boolean {
  const found = document.getElementById(place)
  found?.scrollIntoView({ block: 'center' })
  found?.querySelector<HTMLElement>('button, input, select')?.focus({ preventScroll: true })
  return found !== null
}
