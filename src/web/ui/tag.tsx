import type { ReactNode } from 'react'
import classes from './tag.module.css'

export type Tone = 'ok' | 'warning' | 'bad' | 'held' | 'quiet' | 'busy'

/** A state in a word, with its colour as a dot: the colour alone says nothing. */
export function Tag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      <span className={classes.dot} aria-hidden />
      {children}
    </span>
  )
}
