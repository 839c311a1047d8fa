import type { ReactNode } from 'react'
import classes from './note.module.css'

interface NoteProps {
  readonly tone: 'ok' | 'busy' | 'warning' | 'bad' | 'held'
  readonly title?: string
  /** How it is told to whoever hears the page: at once, or in its turn. Left out: where it stands. */
  readonly role?: 'alert' | 'status'
  readonly children: ReactNode
}

/** Something to know before going on. */
export function Note({ tone, title, role, children }: NoteProps) {
  return (
    <div className={classes.note} data-tone={tone} role={role}>
      {title && <div className={classes.title}>{title}</div>}
      <div>{children}</div>
    </div>
  )
}
