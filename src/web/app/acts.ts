import {
  IconApps,
  IconArchive,
  IconBell,
  IconForms,
  IconGitMerge,
  IconIdBadge2,
  IconKey,
  IconLock,
  IconLogin2,
  IconPlugConnected,
  type IconProps,
  IconShieldCheck,
  IconShieldLock,
  IconTerminal2,
  IconUser,
  IconUserQuestion,
  IconWebhook,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

/** What can be begun or looked at from anywhere, by going to an address. */
interface Act {
  readonly label: string
  /** Other words that it is looked for by. */
  readonly also?: string
  readonly to: string
  readonly search?: Readonly<Record<string, unknown>>
  readonly hash?: string
  /** Who lacks it does not see it. */
  readonly needs: string | undefined
  /** Neither does who sees only some people or fields. */
  readonly needsSight?: true
  readonly icon: ComponentType<IconProps>
}

const making: readonly Act[] = [
  {
    label: 'New integration of users',
    also: 'add connect load vendor people',
    to: '/integrations',
    hash: 'new-users',
    needs: 'integrations:write',
    icon: IconPlugConnected,
  },
  {
    label: 'New integration of assets',
    also: 'add connect load vendor hardware devices software',
    to: '/integrations',
    hash: 'new-assets',
    needs: 'integrations:write',
    icon: IconPlugConnected,
  },
  {
    label: 'New credential',
    also: 'add token key',
    to: '/credentials',
    hash: 'new',
    needs: 'credentials:write',
    icon: IconKey,
  },
  {
    label: 'New field of people',
    also: 'add make column',
    to: '/fields',
    search: { add: true },
    needs: 'fields:write',
    icon: IconForms,
  },
  {
    label: 'New field of hardware',
    also: 'add make column devices',
    to: '/fields',
    search: { add: true, object: 'device' },
    needs: 'fields:write',
    icon: IconForms,
  },
  {
    label: 'Invite somebody',
    also: 'new account add colleague',
    to: '/accounts',
    hash: 'new',
    needs: 'accounts:write',
    icon: IconIdBadge2,
  },
  {
    label: 'New role',
    also: 'add rights',
    to: '/roles',
    hash: 'new',
    needs: 'roles:write',
    icon: IconShieldLock,
  },
  {
    label: 'New API token',
    also: 'add program',
    to: '/tokens',
    hash: 'new',
    needs: 'tokens:write',
    icon: IconTerminal2,
  },
  {
    label: 'New webhook',
    also: 'add',
    to: '/webhooks',
    hash: 'new',
    needs: 'webhooks:write',
    icon: IconWebhook,
  },
  {
    label: 'New identity provider',
    also: 'add sso openid sign-in',
    to: '/providers',
    hash: 'new',
    needs: 'sign-in:write',
    icon: IconLogin2,
  },
]

const looking: readonly Act[] = [
  {
    label: 'Archived people',
    to: '/people',
    search: { archived: true },
    needs: 'people:read',
    icon: IconArchive,
  },
  {
    label: 'Archived hardware',
    also: 'devices',
    to: '/hardware',
    search: { archived: true },
    needs: 'devices:read',
    icon: IconArchive,
  },
  {
    label: 'Possible duplicates',
    also: 'merge people',
    to: '/duplicates',
    needs: 'people:write',
    needsSight: true,
    icon: IconGitMerge,
  },
  {
    label: 'SaaS users without a person',
    also: 'unmatched accounts link',
    to: '/saas-users',
    search: { filter: 'personId empty and noPersonReason empty and goneAt empty' },
    needs: 'saas-users:read',
    icon: IconUserQuestion,
  },
  {
    label: 'Applications with unused seats',
    also: 'saas cost',
    to: '/saas',
    search: { filter: 'unusedSeats gt 0' },
    needs: 'saas-applications:read',
    icon: IconApps,
  },
  { label: 'Notices', also: 'bell', to: '/notices', needs: 'notices:read', icon: IconBell },
  { label: 'Your account', also: 'profile name', to: '/account', needs: undefined, icon: IconUser },
  {
    label: 'Your password',
    also: 'change',
    to: '/account',
    hash: 'password',
    needs: undefined,
    icon: IconLock,
  },
  {
    label: 'Two-step sign-in',
    also: 'totp authenticator',
    to: '/account',
    hash: 'two-step',
    needs: undefined,
    icon: IconShieldCheck,
  },
  {
    label: 'Your sessions',
    also: 'browsers',
    to: '/account',
    hash: 'sessions',
    needs: undefined,
    icon: IconTerminal2,
  },
]

/** What somebody with these rights can make, and look at beside the places of the menu. */
export const actsFor = (may: (right: string) => boolean, seesAll: boolean) => {
  const allowed = ({ needs, needsSight }: Act) =>
    (needs === undefined || may(needs)) && (seesAll || !needsSight)
  return { making: making.filter(allowed), looking: looking.filter(allowed) }
}

/** Whether every word that is looked for is in what something is called. */
export function isMeant({ label, also = '' }: Pick<Act, 'label' | 'also'>, text: string): boolean {
  const known = `${label} ${also}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => known.includes(word))
}
