import type { ObjectWords } from '../../directory/object.ts'
import type { PlanScope } from '../../directory/scope.ts'
import type { Limit, Limits } from './limits.ts'

/** What a plan is measured against. */
export interface Base {
  /** What the plan comes from: a vendor's list, what a run wrote, or the directory itself. */
  readonly from: 'list' | 'undo' | 'directory'
  /** Records that the run read. */
  readonly read: number
  /** Source records of the integration that are not gone; of a plan that comes from the directory: all that is in it. */
  readonly known: number
  /** Those of them that the vendor called active. */
  readonly active: number
  /** Those that the integration knows, or that the plan finds if they are more. */
  readonly met: number
  /** Installations of software that the integration knows. */
  readonly installed: number
}

/** What a brake says of a plan that is over its limit, with numbers as they are written. */
export interface Tally {
  readonly count: string
  readonly of: string
  readonly limit: string
  /** The field it is about, where a brake counts field by field. */
  readonly field: string
  /** Words for what the plan is about. */
  readonly words: ObjectWords
}

/** One limit for plans, as plain data; `judgePlan` reads it. */
export interface Brake {
  readonly key: string
  /** Whether it holds the run, or only the rows that it counts. */
  readonly holds: 'run' | 'rows'
  /** What a person reads when a plan is over the limit, without its full stop. */
  sentence(tally: Tally): string
  readonly of: Exclude<keyof Base, 'from'>
  /** When it is judged at all; always when left out. */
  when?(base: Base): boolean
  /** SQL: what it counts of the plan, as rows `(what, label)`; `what` is the field or null. */
  rows(scope: PlanScope): string
  /** SQL: how often a row counts; once when left out. */
  readonly weight?: string
  /** SQL: how many the integration's earlier runs add to both sides. They alone never trip a brake. */
  earlier?(scope: PlanScope): string
  /** How many it lets through. Without an adjustable one it is none at all. */
  limit(limits: Limits, of: number): number
}

/** So many percent, but at least so many. */
export const allowed = ({ percent, min }: Limit, of: number): number =>
  Math.max(min, Math.floor((percent * of) / 100))
