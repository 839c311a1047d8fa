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
export function placeOf({ kind, id }: Pick<Found, 'kind' | 'id'>) {
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

const prefixes: Readonly<Record<string, Found['kind']>> = {
  per: 'person',
  usr: 'saas-user',
  app: 'saas-application',
  dev: 'device',
  sft: 'software',
  int: 'integration',
  run: 'run',
}

/** What has this id, as files, programs and e-mails name it; undefined where the text is none of what can be found. */
export function ofId(text: string): Pick<Found, 'kind' | 'id'> | undefined {
  const [id, prefix = ''] = /^([a-z]{3})_[0-9a-f]{32}$/.exec(text) ?? []
  const kind = prefixes[prefix]
  return id && kind ? { id, kind } : undefined
}
