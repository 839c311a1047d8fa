import type { SaasApplication } from '../../client/person.ts'

/** An application by its name, with what tells two instances of it apart. */
export const applicationName = ({ name, instance }: Pick<SaasApplication, 'name' | 'instance'>): string =>
  instance ? `${name} · ${instance}` : name
