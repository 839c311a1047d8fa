import { expect, it } from 'vitest'
import { changesText, visitText } from './words.ts'

it('tells what happened at the vendor, and nothing that did not', () => {
  expect(changesText({ rename: ['a', 'b'], reactivate: ['c'], deactivate: [] })).toBe(
    '  2 users have another last name\n  1 user is back',
  )
})

it('tells how to look at a demo, in lines that can be copied', () => {
  const where = {
    dataFolder: "/tmp/Ada's demo",
    socketPath: '/tmp/demo/muster.sock',
    origin: 'http://127.0.0.1:4000',
    link: 'http://127.0.0.1:4000/sign-in#link=abc',
    password: 'ABCD-EFGH',
  }
  const lines = visitText(where).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      '  http://127.0.0.1:4000/sign-in#link=abc',
      '  Where a password is asked for: ABCD-EFGH',
      "  ./muster people --data '/tmp/Ada'\\''s demo'",
      "  ./muster runs --data '/tmp/Ada'\\''s demo'",
      '  curl --unix-socket /tmp/demo/muster.sock http://localhost/api/people',
    ]),
  )
})
