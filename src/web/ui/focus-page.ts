/** Puts the focus on the heading of the page, when what had it is gone. */
export const focusPage = (): void => document.querySelector('h1')?.focus({ preventScroll: true })
