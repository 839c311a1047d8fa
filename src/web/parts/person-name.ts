import type { Person } from '../../client/person.ts'

/** What a person is called: by their names, else by what tells them apart. */
export function personName({ values }: Pick<Person, 'values'>): string {
  const { first_name, last_name, display_name, username } = values
  const full = [first_name, last_name].filter((name) => typeof name === 'string' && name !== '').join(' ')
  return full || String(display_name ?? username ?? 'Nameless')
}
