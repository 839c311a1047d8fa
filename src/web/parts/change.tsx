import type { Json } from '../../lib/value.ts'
import classes from './change.module.css'
import { Value, valueText } from './value.tsx'

/** What a value was, and what it is then. */
export function BeforeAfter({ before, after }: { readonly before: Json; readonly after: Json }) {
  return (
    <span className={classes.change}>
      {valueText(before) !== undefined && (
        <>
          <del className={classes.before}>
            <Value value={before} />
          </del>
          <span aria-hidden className={classes.arrow}>
            →
          </span>
        </>
      )}
      <ins className={classes.after}>
        <Value value={after} />
      </ins>
    </span>
  )
}
