import { afterAll, afterEach, beforeAll } from 'vitest'
import { type Door, type DoorOptions, openDoor } from '../src/connect/door/door.ts'
import type { Reading } from '../src/connect/read.ts'
import { seenIds } from '../src/connect/seen-ids.ts'
import { openSettings } from '../src/connect/settings.ts'
import { throttle } from '../src/connect/throttle.ts'
import { acme, type FakeVendor, fakeClock, fakeVendor } from './fake-vendor.ts'

/** The token that Acme is asked with. */
export const token = 'canary-77ab01'

/** The fake vendor of a file's tests, and readings of its people, each through a door of its own. */
export function atAcme() {
  let open: FakeVendor
  const doors = new Set<Door>()
  beforeAll(async () => {
    open = await fakeVendor(() => undefined)
  })
  afterEach(async () => {
    for (const door of doors) await door.close()
    doors.clear()
  })
  afterAll(() => open.close())
  const vendor: Omit<FakeVendor, 'close'> = {
    get origin() {
      return open.origin
    },
    get asked() {
      return open.asked
    },
    behave: (behaviour) => open.behave(behaviour),
  }
  const reading = (more: Partial<Reading> = {}, options: Partial<DoorOptions> = {}) => {
    const clock = fakeClock()
    const door = openDoor({ allow: [vendor.origin], ...options })
    doors.add(door)
    const settings = openSettings(acme, { token, address: vendor.origin })
    const line = { connector: acme, load: acme.loads.people, settings, door, throttle: throttle(1e9, clock) }
    return { ...line, random: () => 0, seen: seenIds(), ...more, clock }
  }
  return { vendor, reading }
}
