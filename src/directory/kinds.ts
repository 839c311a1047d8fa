import type { ClientBase } from 'pg'
import { applyEdit } from './apply-edit.ts'
import { applyList } from './apply-list.ts'
import { applyReorder } from './apply-reorder.ts'
import { planEdit } from './edit-plan.ts'
import { applyLinks } from './link-apply.ts'
import { planLinks } from './link-plan.ts'
import { type Beside, planBeside, planList } from './list-plan.ts'
import { applyMerge } from './merge/apply.ts'
import { applySplit } from './merge/apply-split.ts'
import { planMerge, planSplit } from './merge/plan.ts'
import type { Steps } from './outcome-steps.ts'
import { planReorder } from './reorder-plan.ts'
import type { PlanKind, ScopeOf } from './scope.ts'
import { applyTerms } from './terms-apply.ts'
import { planTerms } from './terms-plan.ts'
import { planTermsUndo } from './terms-undo.ts'
import { applyUndo } from './undo/apply.ts'
import { planUndo } from './undo/plan.ts'

/** How plans of one kind are made, applied and judged. */
interface Kind<K extends PlanKind> {
  /** Where it comes from: a vendor's list, what a run wrote, or the directory itself. */
  readonly from: 'list' | 'undo' | 'directory'
  /** What its outcomes are of. */
  readonly of: 'objects' | 'saas_users' | 'saas_applications'
  /** Whether it is of what is staged. */
  readonly isStaged: boolean
  /** Writes the outcomes. */
  plan(client: ClientBase, scope: ScopeOf<K>): Promise<void>
  /** Writes those of who is in no list. */
  beside?(client: ClientBase, scope: ScopeOf<K>): Promise<Beside>
  /** Does what the outcomes say. */
  apply(client: ClientBase, scope: ScopeOf<K>, steps: Steps): Promise<void>
}

const inside = { from: 'directory', of: 'objects', isStaged: false } as const

/** Every kind of plan; `makePlan` and `applyPlan` read it. */
export const kinds: { readonly [K in PlanKind]: Kind<K> } = {
  list: { from: 'list', of: 'objects', isStaged: true, plan: planList, beside: planBeside, apply: applyList },
  undo: { from: 'undo', of: 'objects', isStaged: false, plan: planUndo, apply: applyUndo },
  edit: { ...inside, isStaged: true, plan: planEdit, apply: applyEdit },
  link: { ...inside, of: 'saas_users', isStaged: true, plan: planLinks, apply: applyLinks },
  terms: { ...inside, of: 'saas_applications', isStaged: true, plan: planTerms, apply: applyTerms },
  terms_undo: { ...inside, of: 'saas_applications', plan: planTermsUndo, apply: applyTerms },
  reorder: { ...inside, plan: planReorder, apply: applyReorder },
  merge: { ...inside, plan: planMerge, apply: applyMerge },
  split: { ...inside, plan: planSplit, apply: applySplit },
}
