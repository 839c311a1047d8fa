import type { Person } from '../../client/person.ts'

/** What a person is called: by their names, else by what tells them apart. */
export function personName({ values }: Pick<Person, 'values'>): string {
  const { first_name, last_name, display_name, username } = values
  const full = [first_name, last_name].filter((name) => typeof name === 'string' && name !== '').join(' ')
  return full || String(display_name ?? username ?? 'Nameless')
}

/** What two people are called beside each other: with their usernames where both have the same name. */
export function namesApart(
  ...pair: readonly [Pick<Person, 'values'>, Pick<Person, 'values'>]
): readonly [string, string] {
  const [one, other] = [personName(pair[0]), personName(pair[1])]
  if (one !== other) return [one, other]
  return [`${one} (${pair[0].values.username})`, `${other} (${pair[1].values.username})`]
}
