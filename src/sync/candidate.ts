import { hash } from 'node:crypto'
import type { JsonObject } from '../lib/value.ts'

/** A record with a usable id, ready to be compared with what is known. */
export interface Candidate {
  /** Its place in the list, from 0. */
  readonly number: number
  readonly id: string
  readonly record: JsonObject
  readonly raw: string
  readonly rawHash: string
}

/** 128 bits of a SHA-256 as 32 hex digits: what PostgreSQL keeps as a uuid, its smallest column of that size. */
export function shortHash(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32)
}
