import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import { pieces } from './lists.ts'

export const deviceQuery = (id: string) =>
  queryOptions({ queryKey: ['devices', id], queryFn: () => api.devices.get(id) })

/** The devices that belong to a person. */
export const devicesOfQuery = (personId: string) =>
  pieces(['devices', 'of', personId], (wish) => api.devices.list({ ...wish, personId }))

export const deviceChangesQuery = (id: string) =>
  pieces(['devices', id, 'changes'], (wish) => api.devices.changes(id, wish))

/** What is on a device, or what once was. */
export const installedQuery = (id: string, gone: boolean) =>
  pieces(['devices', id, 'software', gone], (wish) => api.devices.software(id, { ...wish, gone }))

export const titleQuery = (id: string) =>
  queryOptions({ queryKey: ['software', id], queryFn: () => api.software.get(id) })

export const placesQuery = (id: string) =>
  pieces(['software', id, 'devices'], (wish) => api.software.devices(id, wish))

export const devicesCountQuery = queryOptions({
  queryKey: ['devices', 'count'],
  queryFn: () => api.devices.count(),
})

export const titlesCountQuery = queryOptions({
  queryKey: ['software', 'count'],
  queryFn: () => api.software.count(),
})
