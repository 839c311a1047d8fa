import { readFields } from '../../directory/catalogue.ts'
import { handSource } from '../../directory/hand-source.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { limitsOf } from '../../sync/brakes/limits.ts'
import type { Planning } from '../../sync/recipe.ts'
import type { RunRow } from '../runs/store.ts'
import { wordOf } from './rules.ts'

/** How a run is planned that comes from a hand: an edit of many people or devices, the undo of one, or a merge. */
export async function planningByHand({ db }: Ctx, run: RunRow): Promise<Planning> {
  const { object } = run
  const fields = await readFields(db.pool, object)
  const link = run.edit?.link
  const edit = run.edit && !link ? wordOf(run.edit, fields) : undefined
  return {
    limits: limitsOf({}),
    planOnly: null,
    seenFingerprint: null,
    fingerprint: null,
    scope: {
      sourceId: handSource,
      object,
      preference: 'update',
      application: null,
      software: false,
      absent: 'leave',
      syncKeys: [],
      written: edit?.written ?? fields,
      mandatory: fields.filter(({ mandatory, retired }) => mandatory && !retired),
      attended: true,
      actor: run.actor,
      edit,
      link,
      merge: run.merge ?? undefined,
      undoes: run.merge ? undefined : (run.undoes ?? undefined),
    },
  }
}
