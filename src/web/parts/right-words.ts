import type { Right } from '../../client/access.ts'

const nouns: Readonly<Record<string, string>> = {
  'saas-users': 'SaaS users',
  'saas-applications': 'SaaS applications',
  tokens: 'API tokens',
  'sign-in': 'Sign-in',
  mail: 'E-mail',
  scim: 'SCIM',
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a right is about: people, of `people:read`. */
function rightNoun(right: string): string {
  const noun = right.split(':')[0] ?? right
  return nouns[noun] ?? upperFirst(noun.replaceAll('-', ' '))
}

/** What it lets do with that: read, of `people:read`. */
export const rightVerb = (right: string): string => upperFirst(right.split(':')[1] ?? right)

/** What a right lets do, in words: read SaaS users, of `saas-users:read`. */
export const rightText = (right: string): string => `${rightVerb(right).toLowerCase()} ${rightNoun(right)}`

/** Rights by what they are about, in the order they came. */
export function rightsByNoun(rights: readonly Right[]): readonly (readonly [string, readonly Right[]])[] {
  return [...Map.groupBy(rights, ({ right }) => rightNoun(right))]
}
