import type { Run, RunObject } from '../../client/run.ts'

const nouns: Readonly<Record<RunObject, readonly [string, string]>> = {
  person: ['person', 'people'],
  device: ['device', 'devices'],
  saas_application: ['SaaS application', 'SaaS applications'],
}

/** What the records of a run are called, one and many. */
export const nounsOf = ({ object, links }: Pick<Run, 'object' | 'links'>): readonly [string, string] =>
  links ? ['SaaS user', 'SaaS users'] : nouns[object]
