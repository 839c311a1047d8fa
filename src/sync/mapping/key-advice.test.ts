import { describe, expect, it } from 'vitest'
import { adviseKeys } from './key-advice.ts'
import type { KeyCount } from './key-survey.ts'

const count = (key: string, more: Partial<KeyCount> = {}): KeyCount => ({
  key,
  label: key.toUpperCase(),
  blank: 0,
  repeated: 0,
  meets: 0,
  disagrees: 0,
  ...more,
})

describe('the advice on sync keys', () => {
  it.each<[string, readonly KeyCount[], readonly string[]]>([
    [
      'prefers what finds people to what is merely whole',
      [count('id'), count('email', { blank: 2, meets: 50 })],
      ['email', 'id'],
    ],
    ['prefers what is whole where nobody is known yet', [count('email', { blank: 1 }), count('id')], ['id']],
    [
      'counts out whom another field takes for somebody else',
      [count('a', { meets: 40, disagrees: 30 }), count('b', { meets: 20 })],
      ['b'],
    ],
    [
      'takes no field that many share',
      [count('phone', { repeated: 6, meets: 90 }), count('email')],
      ['email'],
    ],
    ['takes no field that many lack', [count('phone', { blank: 6, meets: 90 })], []],
    ['says nothing without a unique field', [], []],
  ])('%s', (_, keys, best) => {
    expect(adviseKeys({ records: 100, keys }, 'person').keys).toEqual(best)
  })

  it('says why in a sentence that a person can check', () => {
    const keys = [count('email', { blank: 3, meets: 60 }), count('id')]
    expect(adviseKeys({ records: 100, keys }, 'person').because).toBe(
      'Use EMAIL as the first sync key: 97 of 100 records have one, no two the same, and it finds 60 people of the directory. Put ID behind it for 3 records without one.',
    )
    expect(
      adviseKeys({ records: 2000, keys: [count('email', { blank: 3, meets: 1900 })] }, 'person').because,
    ).toContain('1,997 of 2,000 records have one, no two the same, and it finds 1,900 people')
    expect(adviseKeys({ records: 1, keys: [count('id')] }, 'person').because).toBe(
      'Use ID as the first sync key: the only record has one, no two the same, and no person in the directory has any of them yet.',
    )
  })

  it('speaks of devices where the list is of devices', () => {
    const keys = [count('serial', { meets: 1, disagrees: 1 })]
    expect(adviseKeys({ records: 9, keys }, 'device').because).toBe(
      'Use SERIAL as the first sync key: each of 9 records has one, no two the same, and it finds 1 device of the directory, of which another field takes 1 for another device.',
    )
    expect(adviseKeys({ records: 9, keys: [] }, 'device').because).toContain('tells devices apart')
  })

  it('names every field where none will do', () => {
    const keys = [count('email', { blank: 50 }), count('phone', { repeated: 20 })]
    expect(adviseKeys({ records: 100, keys }, 'person').because).toContain(
      'EMAIL is empty for 50 and shared by 0; PHONE is empty for 0 and shared by 20',
    )
  })

  it('says nothing of an empty list', () => {
    expect(adviseKeys({ records: 0, keys: [count('email')] }, 'person').keys).toEqual([])
  })
})
