import type { Origin } from '../mapping/load-fields.ts'

/** Planhat users for tests: one as newer tenants answer, one of whom nearly nothing is said. */
export const ana = {
  _id: '64a1f0c2b7e4d90012ab34c1',
  email: ' ana.lindqvist@example.com ',
  nickName: 'Ana',
  firstName: 'Ana',
  lastName: 'Lindqvist',
  inactive: false,
  removed: false,
  tzOffset: 1,
  roles: [{ _id: '000000000000000000000000', name: 'Administrator' }],
  permissions: { admin: true, developer: false },
  teams: ['64a1f0c2b7e4d90012ab3500'],
  custom: { 'Cost Center': 'SE-204', Rating: 4.5 },
  createDate: '2023-07-02T21:58:58.412Z',
  __v: 13,
}

export const bare = { _id: '60f0e1d2c3b4a59687786950', email: null, nickName: 'svc-import', lastName: '' }

export const origin: Origin = {
  syncTime: '2026-03-01T08:00:00.000Z',
  credentials: 'Planhat production',
  integration: 'Planhat people',
  run: 'run_1',
}
