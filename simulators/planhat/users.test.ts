import { expect, it } from 'vitest'
import { isObject } from './json.ts'
import { blueprint, indexOfObjectId } from './object-id.ts'
import { roles } from './roles.ts'
import { generateUser } from './users.ts'

const size = 20_000
const print = blueprint(7, size)
const users = Array.from({ length: size }, (_, index) => generateUser(print, index))
const share = (fits: (user: (typeof users)[number]) => boolean) => users.filter(fits).length / size

it('makes the same user for the same seed, in whatever order', () => {
  expect(generateUser(blueprint(7, size), 12_345)).toEqual(users[12_345])
  expect(generateUser(blueprint(8, size), 12_345)).not.toEqual(users[12_345])
})

it.each([
  ['inactive', 0.08, share((user) => user.inactive === true)],
  ['removed', 0.02, share((user) => user.removed === true)],
  ['hidden', 0.01, share((user) => user.isHidden === true)],
  ['without a last name', 0.03, share((user) => user.lastName === '')],
  ['without an e-mail', 0.01, share((user) => user.email === null)],
  ['named beyond ASCII', 0.15, share((user) => /[^ -~]/.test(`${user.firstName}`))],
  ['without a time zone', 0.1, share((user) => user.tzOffset === undefined)],
])('makes users that are %s at a share of %f', (_, wanted, found) => {
  expect(Math.abs(found - wanted)).toBeLessThan(wanted * 0.25)
})

it('gives ids that ascend with the index and carry the creation time', () => {
  const ids = users.map((user) => user._id)
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(size)
  for (const [index, user] of users.entries()) {
    const second = Math.floor(Date.parse(String(user.createDate)) / 1000)
    expect(Number.parseInt(user._id.slice(0, 8), 16)).toBe(second)
    expect(indexOfObjectId(print, user._id)).toBe(index)
  }
})

it('gives every user an address of his own, at domains that nobody has', () => {
  const emails = users.flatMap((user) => user.email ?? [])
  expect(new Set(emails).size).toBe(emails.length)
  expect(emails.every((email) => /^[a-z.]+\d+@example\.(com|org|net)$/.test(String(email)))).toBe(true)
})

it('gives one to three known roles, flags that agree with them, and some ids that dangle', () => {
  const known = roles.map((role) => role._id)
  const ids = new Set(users.map((user) => user._id))
  for (const user of users) {
    const own = [user.roles].flat()
    expect(own.length >= 1 && own.length <= 3 && own.every((id) => known.includes(String(id)))).toBe(true)
    expect(isObject(user.permissions) && user.permissions.admin).toBe(
      own.includes('000000000000000000000000'),
    )
  }
  const managers = users.flatMap((user) => [user.managers].flat())
  expect(managers.some((id) => ids.has(String(id)))).toBe(true)
  expect(managers.some((id) => !ids.has(String(id)))).toBe(true)
})

it('keeps time zones within the world, halves and three quarters included', () => {
  const zones = users.flatMap((user) => user.tzOffset ?? []).map(Number)
  expect(Math.min(...zones)).toBe(-11)
  expect(Math.max(...zones)).toBe(14)
  expect(new Set(zones.map((zone) => ((zone % 1) + 1) % 1))).toEqual(new Set([0, 0.5, 0.75]))
})
