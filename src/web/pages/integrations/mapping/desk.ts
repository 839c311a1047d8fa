import { createContext, use } from 'react'
import type { Integration, Mapping } from '../../../../client/integration.ts'
import type { Preview } from '../../../../client/sample.ts'
import type { Connector, Field, ObjectKind } from '../../../../client/types.ts'
import type { SourceField } from '../../../parts/source-fields.ts'
import type { MappingProblems } from './mapping-problems.ts'

/** What everything on the mapping's desk looks at and works on. */
export interface Desk {
  readonly integration: Integration
  readonly connector: Connector
  readonly sources: readonly SourceField[]
  /** What the records become. */
  readonly object: ObjectKind
  /** Our fields, without retired ones. */
  readonly fields: readonly Field[]
  readonly mapping: Mapping
  /** The number of the record that is looked at. */
  readonly record: number
  /** What the mapping makes of it; undefined without a sample. */
  readonly preview: Preview | undefined
  readonly problems: MappingProblems
  readonly mayEdit: boolean
  setMapping(mapping: Mapping): void
  /** The vendor's field that is on its way to one of ours, where it is not drawn there. */
  readonly carried: SourceField | undefined
  carry(source: SourceField | undefined): void
}

export const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('there is no desk here')
  return desk
}
