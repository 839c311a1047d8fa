import { expect, it } from 'vitest'
import { actText } from '../../src/web/pages/activity/act-words.ts'
import { routes } from '../../src/web-server/routes.ts'

it('whatever can be done is told in words', () => {
  const acts = new Set(routes.flatMap(({ act }) => act ?? []))
  expect([...acts].filter((act) => actText(act) === act)).toEqual([])
})
