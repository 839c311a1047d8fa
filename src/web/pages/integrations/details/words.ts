import type { AbsentPolicy, Brake, Limit, Preference, Selection } from '../../../../client/integration.ts'

/** What each choice is called, and what it does. */
type Words<K extends string> = Readonly<Record<K, readonly [name: string, text: string]>>

export const selections: Words<Selection> = {
  user: ['User only', 'People are loaded, without their accounts at the vendor'],
  user_and_saas_user: ['User plus SaaS user', 'People, and their accounts with role and state'],
}

export const preferences: Words<Preference> = {
  create_update: ['Create & Update', 'New people are created, known ones updated'],
  create: ['Create only', 'Known people stay as they are'],
  update: ['Update only', 'Nobody is created'],
}

export const absents: Words<AbsentPolicy> = {
  mark: ['Mark the account as gone', 'It is shown as gone at the vendor'],
  deactivate: ['Mark and deactivate it', 'It also counts as inactive'],
  leave: ['Leave it', 'Nothing is said of it'],
}

export const limitText = ({ percent, min }: Limit): string => `${percent} %, at least ${min}`

/** How the brakes stand in a line: those that were set otherwise, by name. */
export function brakesText(brakes: readonly Brake[], limits: Readonly<Record<string, Limit>>): string {
  const others = brakes.flatMap(({ key, label, usual }) => {
    const limit = limits[key] ?? usual
    return limitText(limit) === limitText(usual) ? [] : [`${label}: ${limitText(limit)}`]
  })
  return others.length === 0 ? 'As usual' : others.join('; ')
}
