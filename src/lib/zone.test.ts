import { expect, it } from 'vitest'
import { workspaceZone } from './zone.ts'

it('is what MUSTER_ZONE names, in the spelling of its list', () => {
  expect(workspaceZone({ MUSTER_ZONE: ' europe/berlin ' })).toBe('Europe/Berlin')
})

it.each(['Atlantis', '+02:00', '-0500'])(
  'is not %s, and offsets PostgreSQL reads the other way round',
  (zone) => {
    expect(() => workspaceZone({ MUSTER_ZONE: zone })).toThrow(
      `MUSTER_ZONE: there is no time zone "${zone}"; try Europe/Berlin`,
    )
  },
)
