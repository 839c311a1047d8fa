import type { Touched } from '../../../simulators/planhat/mutation.ts'
import { countOf } from '../../lib/counts.ts'
import { quoted, servedLines, type Where } from '../text/served.ts'

/** What happened at the vendor, a line for each kind of change that touched somebody. */
export function changesText(touched: Touched): string {
  const lines = [
    ['rename', 'has another last name', 'have another last name'],
    ['changeRole', 'has another role', 'have other roles'],
    ['deactivate', 'was deactivated', 'were deactivated'],
    ['reactivate', 'is back', 'are back'],
    ['add', 'is new', 'are new'],
    ['remove', 'is missing', 'are missing'],
  ] as const
  return lines
    .map(([verb, one, several]) => ({ count: touched[verb]?.length ?? 0, one, several }))
    .filter(({ count }) => count > 0)
    .map(({ count, one, several }) => `  ${countOf(count, 'user')} ${count === 1 ? one : several}`)
    .join('\n')
}

/** How somebody gets into a demo. */
export interface SignIn {
  readonly link: string
  readonly password: string
}

/** How to look at a demo that goes on serving. */
export function visitText({
  dataFolder,
  link,
  password,
  ...where
}: Where & SignIn & { readonly dataFolder: string }): string {
  const folder = quoted(dataFolder)
  return [
    '  In the browser, signed in by a link that is good once:',
    `  ${link}`,
    `  Where a password is asked for: ${password}`,
    '',
    '  In another terminal:',
    `  ./muster people --data ${folder}`,
    `  ./muster runs --data ${folder}`,
    ...servedLines({ ...where, origin: undefined }),
    '',
    `  Ctrl-C ends it and removes ${folder}`,
  ].join('\n')
}
