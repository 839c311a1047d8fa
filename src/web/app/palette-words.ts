import {
  IconApps,
  IconArchive,
  IconDeviceLaptop,
  IconForms,
  IconHistory,
  IconPackage,
  IconPlayerPlay,
  IconPlugConnected,
  type IconProps,
  IconUser,
  IconUserQuestion,
  IconUserSquareRounded,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Found } from '../../client/found.ts'

type Icon = ComponentType<IconProps>

/** What can be found by its name, in the order in which it is shown. */
export const kinds: Readonly<Record<Found['kind'], { readonly label: string; readonly icon: Icon }>> = {
  person: { label: 'People', icon: IconUser },
  'saas-user': { label: 'SaaS users', icon: IconUserSquareRounded },
  'saas-application': { label: 'Applications', icon: IconApps },
  device: { label: 'Hardware', icon: IconDeviceLaptop },
  software: { label: 'Software', icon: IconPackage },
  integration: { label: 'Integrations', icon: IconPlugConnected },
  run: { label: 'Runs', icon: IconHistory },
}

/** Where one looks at what was found. */
export function placeOf({ kind, id }: Found) {
  switch (kind) {
    case 'person':
      return { to: `/people/${id}` }
    case 'saas-application':
      return { to: `/saas/${id}` }
    case 'device':
      return { to: `/hardware/${id}` }
    case 'software':
      return { to: `/software/${id}` }
    case 'integration':
      return { to: `/integrations/${id}` }
    case 'run':
      return { to: `/runs/${id}` }
    case 'saas-user':
      return { to: `/saas-users/${id}` }
  }
}

const acts = [
  { label: 'Runs', to: '/runs', search: {}, needs: 'runs:read', icon: IconPlayerPlay },
  {
    label: 'Archived people',
    to: '/people',
    search: { archived: true },
    needs: 'people:read',
    icon: IconArchive,
  },
  {
    label: 'SaaS users without a person',
    to: '/saas-users',
    search: { filter: 'personId empty and goneAt empty' },
    needs: 'saas-users:read',
    icon: IconUserQuestion,
  },
  { label: 'Make a field', to: '/fields', search: { add: true }, needs: 'fields:write', icon: IconForms },
] as const

/** What somebody with these rights can begin or look at from anywhere. */
export const actsFor = (may: (right: string) => boolean) => acts.filter(({ needs }) => may(needs))
