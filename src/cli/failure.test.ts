import { describe, expect, it } from 'vitest'
import { ApiError } from '../client/api-error.ts'
import { AppError, invalid } from '../lib/errors.ts'
import { failureOf, failureText } from './failure.ts'

const told = (error: unknown) => failureText(failureOf(error, '/data/muster.log'))

describe('a failure', () => {
  it('is one line', () => {
    expect(told(new AppError('database.busy', 'Muster already runs'))).toBe('muster: Muster already runs')
    expect(told(new ApiError('vendor.auth', 'Planhat refused the token'))).toBe(
      'muster: Planhat refused the token',
    )
  })

  it('lists its problems and says nothing twice', () => {
    const problems = [
      { field: 'label', message: 'a field needs a label' },
      { field: 'type', message: 'must be one of text, date' },
    ]
    const list = '  label: a field needs a label\n  type: must be one of text, date'
    expect(told(invalid(problems))).toBe(`muster: some of this does not fit\n${list}`)
    expect(told(new ApiError('integration.draft', 'It cannot run yet', problems))).toBe(
      `muster: It cannot run yet\n${list}`,
    )
  })

  it('says a single problem in its line', () => {
    expect(told(invalid([{ field: '--limit', message: 'must be a number' }]))).toBe(
      'muster: --limit: must be a number',
    )
  })

  it('never shows a stack; a bug says where the log is', () => {
    const text = told(new TypeError('x is undefined'))
    expect(text).toBe('muster: Something unexpected happened (x is undefined). The log is /data/muster.log')
    expect(failureOf(new TypeError('x'), '').exit).toBe(1)
  })

  it('lets a message from outside paint nothing', () => {
    expect(told(new ApiError('vendor.odd', 'a\u001b[31m\nb'))).toBe('muster: a b')
  })

  it('has the exit code of its fault', () => {
    expect(failureOf(new AppError('vault.key'), '').exit).toBe(78)
    expect(failureOf(new ApiError('server.unavailable', ''), '').exit).toBe(69)
  })
})
