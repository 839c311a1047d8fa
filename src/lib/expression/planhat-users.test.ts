import { expect, it } from 'vitest'
import planhat from '../../../connectors/planhat.ts'
import { type Converted, convertFact } from '../convert.ts'
import { compile } from '../expression.ts'
import type { JsonObject, Value } from '../value.ts'
import users from './planhat-users.example.json' with { type: 'json' }

const { fields, account } = planhat.loads.users

const ana = {
  userId: '64a1f0c2b7e4d90012ab34c1',
  email: 'ana.lindqvist@example.com',
  firstName: 'Ana',
  lastName: 'Lindqvist',
  nickname: 'Ana',
  isAdmin: true,
  isDeveloper: true,
  isInactive: false,
  creationDate: '2023-07-02T21:58:58.412Z',
  timeZoneOffset: 1,
  type: 'user',
  version: 13,
  externalId: 'hr-1001',
  isRemoved: false,
  isHidden: false,
  isSenderOption: true,
  notificationsEnabled: true,
  roles: 'Administrator, Developer',
  managers: [],
  teams: ['64a1f0c2b7e4d90012ab3500'],
  image: null,
  updatedDate: '2026-05-18T07:03:11.090Z',
  'account.role': 'Administrator, Developer',
  'account.active': true,
  'account.removed': false,
}

const inactive = {
  userId: '61031e2ad414d49dcdb61b22',
  email: 'bob@example.com',
  firstName: 'Bob',
  lastName: 'Marley',
  nickname: 'Bob',
  isAdmin: false,
  isDeveloper: false,
  isInactive: true,
  creationDate: '2021-07-29T21:31:22.042Z',
  type: 'user',
  version: 0,
  isRemoved: false,
  isHidden: false,
  isSenderOption: false,
  roles: '57e2b92ff795575a5b8c4659',
  managers: ['64a1f0c2b7e4d90012ab34c1'],
  teams: [],
  image: null,
  updatedDate: '2021-07-29T21:31:22.042Z',
  'account.role': '57e2b92ff795575a5b8c4659',
  'account.active': false,
  'account.removed': false,
}

const blankLastName = {
  userId: '564b063a508f068051ee82a5',
  email: 'diego@example.com',
  firstName: 'Diego',
  lastName: null,
  nickname: 'Diego C',
  isAdmin: true,
  isDeveloper: true,
  isInactive: false,
  creationDate: '2016-02-11T18:07:49.173Z',
  timeZoneOffset: -5,
  type: 'user',
  version: 13,
  isRemoved: false,
  isHidden: false,
  roles: 'CSM',
  'account.role': 'CSM',
  'account.active': true,
  'account.removed': false,
}

const everyScript = {
  userId: '65b2aa17c0ffee0012345678',
  email: 'søren.ærø+planhat@exämple.com',
  firstName: 'Zoë‑Renée',
  lastName: "O'Connor-Ñúñez",
  nickname: '李小龍 🐉',
  isAdmin: false,
  isDeveloper: false,
  isInactive: false,
  creationDate: '2024-01-25T18:22:31.000Z',
  timeZoneOffset: 5.5,
  type: 'user',
  externalId: 'ÅÄÖ/42',
  isRemoved: false,
  isHidden: false,
  roles: null,
  managers: [],
  teams: [],
  updatedDate: '2026-07-01T00:00:00.000Z',
  'account.role': null,
  'account.active': true,
  'account.removed': false,
}

const noEmail = {
  userId: '60f0e1d2c3b4a59687786950',
  email: null,
  firstName: 'Import',
  nickname: 'svc-import',
  isInactive: false,
  creationDate: '2021-07-16T02:05:54.000Z',
  externalId: null,
  isRemoved: false,
  isHidden: true,
  image: null,
  updatedDate: '2021-07-16T02:05:54.000Z',
  'account.active': true,
  'account.removed': false,
}

const roleIds = {
  userId: '39a44fdef9324bc092405e024b3b3584',
  email: 'dave@example.org',
  firstName: 'Dave',
  lastName: 'Claxo',
  nickname: 'Dave',
  isAdmin: true,
  isDeveloper: true,
  isInactive: false,
  creationDate: '2019-08-01T11:39:24.025Z',
  version: 1,
  isRemoved: false,
  isHidden: false,
  roles: '000000000000000000000000, 000000020000000000000000, 000000030000000000000000',
  'account.role': 'Administrator, Manager, Developer',
  'account.active': true,
  'account.removed': false,
}

const everythingAsText = {
  userId: '5f1d7e3a9b0c4d5e6f708192',
  email: 'GONE.User@Example.COM',
  firstName: 'Gone',
  lastName: 'User',
  nickname: 'gone',
  isAdmin: true,
  isDeveloper: false,
  isInactive: true,
  creationDate: '2020-07-26T13:10:18.000Z',
  timeZoneOffset: -8,
  type: 'user',
  version: 7,
  isRemoved: true,
  isHidden: false,
  roles: '000000010000000000000000, 000000020000000000000000',
  'account.role': 'CSM, Manager',
  'account.active': false,
  'account.removed': true,
}

const defaultProjection = {
  userId: '66cc00aa11bb22cc33dd44ee',
  email: 'default.projection@example.com',
  firstName: 'Default',
  lastName: 'Projection',
  nickname: 'Dee',
  isInactive: false,
  creationDate: '2024-08-26T05:40:10.000Z',
  timeZoneOffset: 0,
  externalId: 'okta-00u1',
  isRemoved: false,
  isHidden: false,
  isSenderOption: false,
  managers: [],
  teams: [],
  image: null,
  updatedDate: '2026-08-20T09:00:00.000Z',
  'account.active': true,
  'account.removed': false,
}

it.each([
  ['a full record', 0, ana],
  ['an inactive user with an unknown role', 1, inactive],
  ['a blank last name', 2, blankLastName],
  ['names of every script', 3, everyScript],
  ['a user without e-mail, whose rights are not told', 4, noEmail],
  ['roles as ids', 5, roleIds],
  ['flags, numbers and lists as text', 6, everythingAsText],
  ['what Planhat sends when nothing is asked for', 7, defaultProjection],
])('Planhat: %s', (_, position, facts) => {
  const user: JsonObject = users[position] ?? {}
  expect(tell(user)).toEqual(facts)
})

it('Planhat: the age of a user without dates is that of the id', () => {
  expect(tell({ _id: '64a1f0c2b7e4d90012ab34c1' })).toEqual({
    userId: '64a1f0c2b7e4d90012ab34c1',
    creationDate: '2023-07-02T21:48:50.000Z',
  })
})

/** Everything the load says of a user and the account it stands for; missing facts are left out. */
function tell(user: JsonObject): Record<string, Value> {
  const told = Object.entries(fields).map(([key, { type, from }]): [string, Converted] => [
    key,
    convertFact(type, compile(from).evaluate(user)),
  ])
  const role = convertFact('text', compile(account.role).evaluate(user))
  const active = convertFact('boolean', compile(account.active).evaluate(user))
  const removed = convertFact('boolean', compile(account.removed).evaluate(user))
  told.push(['account.role', role], ['account.active', active], ['account.removed', removed])
  return Object.fromEntries(
    told.map(([key, fact]) => [key, kept(fact)]).filter(([, value]) => value !== undefined),
  )
}

function kept(fact: Converted): Value {
  if ('problem' in fact) throw new Error(fact.problem)
  return fact.value
}
