import { expect, it } from 'vitest'
import { failpointNames } from './points.ts'

it('a run can be struck at 26 places or more, and no two have one name', () => {
  const names = failpointNames()
  expect(names.length).toBeGreaterThanOrEqual(26)
  expect(names).toEqual([...new Set(names)])
})
