import { type RefObject, useEffect, useRef } from 'react'

/** Gives the focus back to what had it, once a dialog is gone that is not there while it is closed. */
export function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
}

/** Where a part of a form is gone with the focus that it had, the head of its section gets it. */
export function useFocusOnHead(): RefObject<HTMLDivElement | null> {
  const part = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const head = part.current?.closest('section')?.querySelector<HTMLElement>('h2 button')
    return () => {
      if (document.activeElement === document.body) head?.focus({ preventScroll: true })
    }
  }, [])
  return part
}
