import type { Integration } from '../../client/integration.ts'
import type { RunObject } from '../../client/run.ts'
import type { ConnectorLoad, ObjectKind } from '../../client/types.ts'

interface ObjectWords {
  readonly one: string
  readonly many: string
  /** What all of them are called where they stand. */
  readonly title: string
  /** The unique field that most people find one by. */
  readonly key: string
  /** The right to see them. */
  readonly seenBy: string
  /** Where their list is. */
  readonly at: string
}

export const objectWords: Readonly<Record<RunObject, ObjectWords>> = {
  person: {
    one: 'person',
    many: 'people',
    title: 'People',
    key: 'Email',
    seenBy: 'people:read',
    at: '/people',
  },
  device: {
    one: 'device',
    many: 'devices',
    title: 'Hardware',
    key: 'Serial number',
    seenBy: 'devices:read',
    at: '/hardware',
  },
  saas_application: {
    one: 'SaaS application',
    many: 'SaaS applications',
    title: 'SaaS',
    key: 'Name',
    seenBy: 'saas-users:read',
    at: '/saas',
  },
}

/** What the records of a load become. */
export const objectOf = ({ of }: Pick<ConnectorLoad, 'of'>): ObjectKind =>
  of === 'devices' ? 'device' : 'person'

/** What an integration loads. */
export const objectLoaded = ({ selection }: Pick<Integration, 'selection'>): ObjectKind =>
  selection === 'device' || selection === 'device_and_software' ? 'device' : 'person'
