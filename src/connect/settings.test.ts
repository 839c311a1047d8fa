import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import planhat from '../../connectors/planhat.ts'
import { allowedOrigins, authorization, openSettings, settingProblems } from './settings.ts'

const token = 'pk-canary-5c1d'
const problems = (values: Record<string, string>) =>
  settingProblems(planhat, values, ['http://127.0.0.1:4010'])

it.each([
  { apiToken: token },
  { apiToken: ` ${token}\n` },
  { apiToken: token, baseUrl: '' },
  { apiToken: token, baseUrl: 'https://api-us4.planhat.com' },
  { apiToken: token, baseUrl: 'https://api.planhatdemo.com/' },
  { apiToken: token, baseUrl: 'http://127.0.0.1:4010' },
])('accepts %j', (values) => {
  expect(problems(values)).toEqual([])
})

it.each<[Record<string, string>, string, RegExp]>([
  [{}, 'apiToken', /API token is missing/],
  [{ apiToken: ' \n' }, 'apiToken', /API token is missing/],
  [{ apiToken: `${token}\nx` }, 'apiToken', /line break/],
  [{ apiToken: `${token}\u0000x` }, 'apiToken', /control character/],
  [{ apiToken: `${token}–x` }, 'apiToken', /word processor/],
  [{ apiToken: 'x'.repeat(9000) }, 'apiToken', /longer than/],
  [{ apiToken: token, region: 'eu' }, 'region', /no such setting/],
  [{ apiToken: token, baseUrl: 'api.planhat.com' }, 'baseUrl', /must be an address such as/],
  [{ apiToken: token, baseUrl: 'http://api.planhat.com' }, 'baseUrl', /https/],
  [{ apiToken: token, baseUrl: 'https://api.planhat.com/users' }, 'baseUrl', /nothing after it/],
  [{ apiToken: token, baseUrl: 'https://u:p@api.planhat.com' }, 'baseUrl', /must be an address/],
  [{ apiToken: token, baseUrl: 'https://api.planhat.com:8443' }, 'baseUrl', /must be one of/],
  [{ apiToken: token, baseUrl: 'https://api-x.evil.planhat.com' }, 'baseUrl', /must be one of/],
  [{ apiToken: token, baseUrl: 'https://api-evil.example.planhat.com.example' }, 'baseUrl', /must be one of/],
  [
    { apiToken: token, baseUrl: 'https://evil.example' },
    'baseUrl',
    /If it is meant, set MUSTER_ALLOW=https:\/\/evil\.example/,
  ],
  [{ apiToken: token, baseUrl: 'http://127.0.0.1:4011' }, 'baseUrl', /https/],
])('says what is wrong with %j', (values, field, message) => {
  expect(problems(values)).toEqual([{ field, message: expect.stringMatching(message) }])
  expect(JSON.stringify(problems(values))).not.toContain(token)
})

it('binds a credential to the one origin its settings name', () => {
  expect(allowedOrigins(planhat, { apiToken: token })).toEqual(['https://api.planhat.com'])
  expect(allowedOrigins(planhat, { baseUrl: 'https://api-us4.planhat.com/' })).toEqual([
    'https://api-us4.planhat.com',
  ])
})

it('opens settings trimmed, with defaults, and with secrets that do not show', () => {
  const settings = openSettings(planhat, { apiToken: `${token}\n` })
  expect(settings.values.baseUrl).toBe('https://api.planhat.com')
  expect(authorization(planhat, settings).open()).toBe(`Bearer ${token}`)
  expect(JSON.stringify(settings) + inspect(settings, { depth: 9 })).not.toContain(token)
})

it('refuses to use a credential without its token', () => {
  expect(() => authorization(planhat, openSettings(planhat, {}))).toThrow(/apiToken is missing/)
})
