import { at, type Call, withQuery } from './call.ts'
import type { Device, DeviceDetail, DevicesWish, Installed, Place, Software } from './device.ts'
import type { Change, Claims, HandPatch } from './person.ts'
import type { Count, Groups, GroupsWish, Page, PageWish } from './types.ts'

type Searched = Pick<DevicesWish, 'search' | 'asOf'>
type Filtered = Pick<PageWish, 'filter'>

/** The calls about hardware and the software on it. */
export function deviceCalls(call: Call) {
  const [devices, software] = ['/api/devices', '/api/software']
  return {
    devices: {
      list: (wish: PageWish & DevicesWish = {}) => call<Page<Device>>('GET', withQuery(devices, wish)),
      count: (wish: DevicesWish & Filtered = {}) => call<Count>('GET', withQuery(at(devices, 'count'), wish)),
      get: (id: string) => call<DeviceDetail>('GET', at(devices, id)),
      groups: (wish: DevicesWish & GroupsWish) => call<Groups>('GET', withQuery(at(devices, 'groups'), wish)),
      update: (id: string, patch: HandPatch) => call<DeviceDetail>('PATCH', at(devices, id), patch),
      archive: (id: string) => call<DeviceDetail>('POST', at(devices, id, 'archive')),
      restore: (id: string) => call<DeviceDetail>('POST', at(devices, id, 'restore')),
      claims: (id: string, field: string) => call<Claims>('GET', at(at(devices, id, 'claims'), field)),
      changes: (id: string, wish: PageWish = {}) =>
        call<Page<Change>>('GET', withQuery(at(devices, id, 'changes'), wish)),
      software: (id: string, wish: PageWish & { readonly gone?: boolean } = {}) =>
        call<Page<Installed>>('GET', withQuery(at(devices, id, 'software'), wish)),
    },
    software: {
      list: (wish: PageWish & Searched = {}) => call<Page<Software>>('GET', withQuery(software, wish)),
      count: (wish: Searched & Filtered = {}) => call<Count>('GET', withQuery(at(software, 'count'), wish)),
      groups: (wish: Searched & GroupsWish) => call<Groups>('GET', withQuery(at(software, 'groups'), wish)),
      get: (id: string) => call<Software>('GET', at(software, id)),
      devices: (id: string, wish: PageWish = {}) =>
        call<Page<Place>>('GET', withQuery(at(software, id, 'devices'), wish)),
    },
  }
}
