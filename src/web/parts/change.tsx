import type { Json } from '../../lib/value.ts'
import classes from './change.module.css'
import { isPersonId, PersonLink } from './person-link.tsx'
import { Value, valueText } from './value.tsx'

/** What a value was, and what it is then. */
export function BeforeAfter({ before, after }: { readonly before: Json; readonly after: Json }) {
  return (
    <span className={classes.change}>
      {valueText(before) !== undefined && (
        <>
          <del className={classes.before}>
            <Shown value={before} />
          </del>
          <span aria-hidden className={classes.arrow}>
            →
          </span>
        </>
      )}
      <ins className={classes.after}>
        <Shown value={after} />
      </ins>
    </span>
  )
}

/** A value as people read it; somebody of the directory by name. */
export const Shown = ({ value }: { readonly value: Json }) =>
  isPersonId(value) ? <PersonLink id={value} /> : <Value value={value} />
