import { useMantineColorScheme } from '@mantine/core'
import {
  IconBookmark,
  IconDeviceDesktop,
  IconDownload,
  IconEye,
  IconLogout,
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  type IconProps,
  IconSun,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Integration } from '../../client/integration.ts'
import { api } from '../parts/api.ts'
import { integrationsQuery } from '../parts/data/integrations.ts'
import { useMay } from '../parts/session.ts'
import { useAsked } from '../parts/use-asked.ts'
import { useSignOut } from './use-sign-out.ts'

/** What is done at once, where it is chosen. */
export interface DoneAct {
  readonly label: string
  readonly also?: string
  readonly icon: ComponentType<IconProps>
  act(): void
}

/** What can be done with each integration, under its name. */
export function useIntegrationActs(): readonly DoneAct[] {
  const may = useMay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data = [] } = useQuery({
    ...integrationsQuery,
    refetchInterval: false,
    enabled: may('integrations:read') && (may('runs:write') || may('integrations:write')),
  })
  const run = useMutation({
    mutationFn: ({ id, mode }: { id: string; mode: 'plan' | 'apply' }) => api.integrations.run(id, mode),
    onSuccess: ({ id }) => void navigate({ to: '/runs/$id', params: { id } }),
    // Its page says what keeps it from running.
    onError: (_, { id }) => void navigate({ to: '/integrations/$id', params: { id } }),
    onSettled: () => queries.invalidateQueries(),
  })
  const pause = useMutation({
    mutationFn: ({ id, state }: Integration) =>
      state === 'paused' ? api.integrations.resume(id) : api.integrations.pause(id),
    onSettled: (_, __, { id }) => {
      void navigate({ to: '/integrations/$id', params: { id } })
      return queries.invalidateQueries({ queryKey: ['integrations'] })
    },
  })
  return data
    .filter(({ state }) => state !== 'draft')
    .flatMap((one): (DoneAct | false)[] => [
      may('runs:write') && {
        label: `Preview the plan of ${one.name}`,
        icon: IconEye,
        act: () => run.mutate({ id: one.id, mode: 'plan' }),
      },
      may('runs:write') && {
        label: `Run ${one.name} now`,
        also: 'load start apply',
        icon: IconPlayerPlay,
        act: () => run.mutate({ id: one.id, mode: 'apply' }),
      },
      may('integrations:write') && {
        label: `${one.state === 'paused' ? 'Resume' : 'Pause'} ${one.name}`,
        icon: one.state === 'paused' ? IconPlayerPlay : IconPlayerPause,
        act: () => pause.mutate(one),
      },
    ])
    .filter((act) => act !== false)
}

const lists: ReadonlySet<string> = new Set(['/people', '/saas', '/saas-users', '/hardware', '/software'])

/** What can be done with the list that is looked at. */
export function useListActs(): readonly DoneAct[] {
  const isList = useLocation({ select: ({ pathname }) => lists.has(pathname) })
  const may = useMay()
  const [, ask] = useAsked()
  if (!isList) return []
  const keep: DoneAct = {
    label: 'Keep this list as a view',
    also: 'save',
    icon: IconBookmark,
    act: () => ask('keep'),
  }
  const take: DoneAct = {
    label: 'Export this list',
    also: 'csv xlsx excel download',
    icon: IconDownload,
    act: () => ask('export'),
  }
  return may('views:read') ? [keep, take] : [take]
}

/** How the pages look, and the way out. */
export function useOwnActs(): readonly DoneAct[] {
  const { setColorScheme } = useMantineColorScheme()
  const leave = useSignOut()
  const also = 'theme colours mode'
  return [
    { label: 'Light colours', also, icon: IconSun, act: () => setColorScheme('light') },
    { label: 'Dark colours', also, icon: IconMoon, act: () => setColorScheme('dark') },
    {
      label: 'Colours as the system has them',
      also,
      icon: IconDeviceDesktop,
      act: () => setColorScheme('auto'),
    },
    { label: 'Sign out', also: 'log out leave', icon: IconLogout, act: leave },
  ]
}
