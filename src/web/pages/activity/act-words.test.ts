import { expect, it } from 'vitest'
import { actText, pageOf } from './act-words.ts'

it.each([
  ['role.edited', 'changed the role'],
  ['token.ended', 'ended the API token'],
  ['session.begun', 'signed in'],
  ['account.totp-set', 'turned two-step sign-in on for the account'],
  ['device.archived', 'archived the device'],
  ['run.failed', 'asked for a run that failed, of'],
  ['planet.edited', 'planet.edited'],
  ['role.celebrated', 'role.celebrated'],
])('%s is told as "%s"', (act, text) => {
  expect(actText(act)).toBe(text)
})

it('leads to what has a page, and nowhere else', () => {
  expect(pageOf('run', 'run_1')).toBe('/runs/run_1')
  expect(pageOf('role', 'a/b')).toBe('/roles/a%2Fb')
  expect(pageOf('token', 'tok_1')).toBeUndefined()
  expect(pageOf('run', null)).toBeUndefined()
})
