import {
  IconApps,
  IconDeviceLaptop,
  IconHistory,
  IconPackage,
  IconPlugConnected,
  type IconProps,
  IconUser,
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
