import {
  IconApps,
  IconDevices,
  IconForms,
  IconHistory,
  IconHome,
  IconIdBadge2,
  IconKey,
  IconLogin2,
  IconMail,
  IconPackage,
  IconPlayerPlay,
  IconPlugConnected,
  type IconProps,
  IconServer,
  IconShieldLock,
  IconTerminal2,
  IconUserSquareRounded,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

interface Place {
  readonly label: string
  readonly to:
    | '/'
    | '/people'
    | '/saas'
    | '/saas-users'
    | '/hardware'
    | '/software'
    | '/integrations'
    | '/runs'
    | '/credentials'
    | '/fields'
    | '/accounts'
    | '/roles'
    | '/providers'
    | '/mail'
    | '/tokens'
    | '/webhooks'
    | '/activity'
    | '/system'
  /** Who lacks it does not see the place. */
  readonly needs: string | undefined
  readonly icon: ComponentType<IconProps>
}

interface PlaceGroup {
  readonly label: string | undefined
  readonly places: readonly Place[]
}

/** Where one can go, as the menu and the palette show it. */
const navigation: readonly PlaceGroup[] = [
  {
    label: undefined,
    places: [
      { label: 'Overview', to: '/', needs: undefined, icon: IconHome },
      { label: 'People', to: '/people', needs: 'people:read', icon: IconUsers },
      { label: 'Hardware', to: '/hardware', needs: 'devices:read', icon: IconDevices },
    ],
  },
  {
    label: 'Software',
    places: [
      { label: 'SaaS', to: '/saas', needs: 'saas-users:read', icon: IconApps },
      { label: 'SaaS users', to: '/saas-users', needs: 'saas-users:read', icon: IconUserSquareRounded },
      { label: 'Installed', to: '/software', needs: 'devices:read', icon: IconPackage },
    ],
  },
  {
    label: 'Configuration',
    places: [
      { label: 'Integrations', to: '/integrations', needs: 'integrations:read', icon: IconPlugConnected },
      { label: 'Runs', to: '/runs', needs: 'runs:read', icon: IconPlayerPlay },
      { label: 'Credentials', to: '/credentials', needs: 'credentials:read', icon: IconKey },
      { label: 'Data model', to: '/fields', needs: 'fields:read', icon: IconForms },
    ],
  },
  {
    label: 'Settings',
    places: [
      { label: 'Accounts', to: '/accounts', needs: 'accounts:read', icon: IconIdBadge2 },
      { label: 'Roles', to: '/roles', needs: 'roles:read', icon: IconShieldLock },
      { label: 'Sign-in', to: '/providers', needs: 'sign-in:read', icon: IconLogin2 },
      { label: 'E-mail', to: '/mail', needs: 'mail:read', icon: IconMail },
      { label: 'API tokens', to: '/tokens', needs: 'tokens:read', icon: IconTerminal2 },
      { label: 'Webhooks', to: '/webhooks', needs: 'webhooks:read', icon: IconWebhook },
      { label: 'Activity', to: '/activity', needs: 'activity:read', icon: IconHistory },
      { label: 'System', to: '/system', needs: 'accounts:read', icon: IconServer },
    ],
  },
]

const merging = /^\/(duplicates|people\/[^/]+\/merge)\/?$/

/** Whether somebody with these rights, who sees everything of everybody or not, may see what is at this address. */
export function maySee(address: string, may: (right: string) => boolean, seesAll: boolean): boolean {
  if (merging.test(address)) return seesAll && may('people:read') && may('people:write')
  const place = navigation
    .flatMap(({ places }) => places)
    .find(({ to }) => address === to || address.startsWith(`${to}/`))
  return place?.needs === undefined || may(place.needs)
}

/** The places that somebody with these rights may go to. */
export const placesFor = (may: (right: string) => boolean): readonly PlaceGroup[] =>
  navigation
    .map(({ label, places }) => ({
      label,
      places: places.filter(({ needs }) => needs === undefined || may(needs)),
    }))
    .filter(({ places }) => places.length > 0)
