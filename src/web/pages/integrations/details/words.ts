import type { AbsentPolicy, Brake, Limit, Preference, Selection } from '../../../../client/integration.ts'
import type { ConnectorLoad, ObjectKind } from '../../../../client/types.ts'
import { objectWords } from '../../../parts/object-words.ts'

/** What each choice is called, and what it does. */
type Words<K extends string> = Readonly<Record<K, readonly [name: string, text: string]>>

const selections: Words<Selection> = {
  user: ['User only', 'People are loaded, without their accounts at the vendor'],
  user_and_saas_user: ['User plus SaaS user', 'People, and their accounts with role and state'],
  device: ['Hardware', 'Devices are loaded, without the software on them'],
  device_and_software: ['Hardware plus software', 'Devices, and what is installed on each'],
}

/** What a selection is called. */
export const selectionName = (selection: Selection): string => selections[selection][0]

/** What can be chosen of a load. */
export function selectionsFor({ of, hasSoftware }: ConnectorLoad): Partial<Words<Selection>> {
  const { user, user_and_saas_user, device, device_and_software } = selections
  if (of === 'users') return { user, user_and_saas_user }
  return hasSoftware ? { device, device_and_software } : { device }
}

export const preferencesFor = (object: ObjectKind): Words<Preference> => {
  const { many } = objectWords[object]
  return {
    create_update: ['Create & Update', `New ${many} are created, known ones updated`],
    create: ['Create only', `Known ${many} stay as they are`],
    update: ['Update only', `No ${many} are created`],
  }
}

/** What a preference is called, whatever is loaded. */
export const preferenceName = (preference: Preference): string => preferencesFor('person')[preference][0]

export const absents: Words<AbsentPolicy> = {
  mark: ['Mark the account as gone', 'It is shown as gone at the vendor'],
  deactivate: ['Mark and deactivate it', 'It also counts as inactive'],
  leave: ['Keep the account as it is', 'Nothing is said of it'],
}

export const limitText = ({ percent, min }: Limit): string => `${percent} %, at least ${min}`

/** How the brakes stand in a line: those that were set otherwise, by name. */
export function brakesText(brakes: readonly Brake[], limits: Readonly<Record<string, Limit>>): string {
  const usual = brakes.map((brake) => `${brake.label} ${limitText(brake.usual)}`).join('; ')
  const others = brakes.flatMap(({ key, label, usual }) => {
    const limit = limits[key] ?? usual
    return limitText(limit) === limitText(usual) ? [] : [`${label}: ${limitText(limit)}`]
  })
  return others.length === 0 ? `The usual ones: ${usual}` : others.join('; ')
}
