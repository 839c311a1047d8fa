import { expect, it } from 'vitest'
import { openPasswords } from './passwords.ts'

it('compares one password after the other, lets twenty wait, and sends the others away', async () => {
  const passwords = openPasswords()
  const kept = await passwords.hash('quiet green harbour lamp')
  const tries = Array.from({ length: 30 }, (_, at) =>
    passwords
      .verify(kept, at % 2 === 0 ? 'quiet green harbour lamp' : 'another')
      .then(String, (error) => error.code),
  )
  const ends = Map.groupBy(await Promise.all(tries), (end) => end)
  expect([...ends].map(([end, all]) => [end, all.length])).toEqual([
    ['true', 11],
    ['false', 10],
    ['sign-in.slow', 9],
  ])
})

it('is never right where no password is kept', async () => {
  const passwords = openPasswords()
  expect(await passwords.verify(null, 'quiet green harbour lamp')).toBe(false)
  expect(await passwords.verify(undefined, '')).toBe(false)
})

it('keeps with a hash what it cost, so that it can be made anew when that changes', async () => {
  const passwords = openPasswords()
  const kept = await passwords.hash('quiet green harbour lamp')
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect([passwords.isDated(kept), passwords.isDated(kept.replace('t=2', 't=1'))]).toEqual([false, true])
})
