import { expect, it } from 'vitest'
import { eventTypes } from '../../src/features/webhooks/schema.ts'
import { eventGroups } from '../../src/web/pages/webhooks/event-words.ts'

it('whatever a webhook can be told of is offered in the browser', () => {
  const offered = eventGroups.flatMap(([, types]) => types.map(([type]) => type))
  expect(offered.toSorted()).toEqual([...eventTypes].toSorted())
})
