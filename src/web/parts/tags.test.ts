import { expect, it } from 'vitest'
import { forgetTag, keepTag, tagFor } from './tags.ts'

const path = '/api/integrations/int_1'

it('an edit is meant for the version that was read, until somebody is told of a later one', () => {
  expect(tagFor('PATCH', path)).toBeUndefined()
  keepTag('GET', path, '"a"')
  expect([tagFor('PATCH', path), tagFor('DELETE', path)]).toEqual(['"a"', '"a"'])
  keepTag('POST', `${path}/pause`, '"b"')
  expect(tagFor('PATCH', path)).toBe('"b"')
  expect([tagFor('POST', `${path}/pause`), tagFor('GET', path)]).toEqual([undefined, undefined])
  forgetTag(path)
  expect(tagFor('PATCH', path)).toBeUndefined()
})

it('what is put below a thing is meant for the version of the thing, and so is being told of a later one', () => {
  const view = '/api/views/viw_1'
  keepTag('GET', view, '"a"')
  expect(tagFor('PUT', `${view}/reach`)).toBe('"a"')
  forgetTag(`${view}/reach`)
  expect(tagFor('PATCH', view)).toBeUndefined()
})

it('what was only seen in a list is edited as it is, also again', () => {
  keepTag('PATCH', '/api/fields/badge', '"c"')
  keepTag('GET', '/api/fields', null)
  expect(tagFor('PATCH', '/api/fields/badge')).toBeUndefined()
})
