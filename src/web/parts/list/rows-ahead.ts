import type { Range, Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef } from 'react'

/** So many rows stand drawn out of sight on either side, until somebody scrolls. */
const around = 30
/** So many where they scroll to, so that none is blank when it comes into sight, and so many behind. */
const [inFront, behind] = [48, 8]

/** Which rows are drawn beside those in sight: most of them in the direction of the scrolling. */
export function useRowsAhead() {
  const direction = useRef<'forward' | 'backward'>(undefined)
  const onChange = useCallback(({ scrollDirection }: Virtualizer<HTMLDivElement, Element>) => {
    if (scrollDirection) direction.current = scrollDirection
  }, [])
  const rangeExtractor = useCallback(({ startIndex, endIndex, count }: Range) => {
    const [above, below] = beyond(direction.current)
    const first = Math.max(startIndex - above, 0)
    const last = Math.min(endIndex + below, count - 1)
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  }, [])
  return { onChange, rangeExtractor }
}

function beyond(direction: 'forward' | 'backward' | undefined): readonly [number, number] {
  if (!direction) return [around, around]
  return direction === 'forward' ? [behind, inFront] : [inFront, behind]
}
