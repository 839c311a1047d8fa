import { describe, expect, it } from 'vitest'
import type { Mapping } from '../../../../client/integration.ts'
import {
  addCustomField,
  addSyncKey,
  mapTarget,
  raiseSyncKey,
  removeCustomField,
  targetsOf,
} from './mapping-edits.ts'

const field = (name: string) => ({ kind: 'field' as const, field: name })
const mapping: Mapping = {
  entries: [
    { target: 'username', source: field('email') },
    { target: 'email', source: field('email') },
  ],
  syncKeys: [
    { field: 'email', update: true },
    { field: 'username', update: false },
  ],
}

describe('a mapping that is edited', () => {
  it('takes another source in the place of the old one', () => {
    const edited = mapTarget(mapping, 'username', field('userId'))
    expect(edited.entries.map(({ target }) => target)).toEqual(['username', 'email'])
    expect(targetsOf(edited, 'userId')).toEqual(['username'])
  })

  it('keeps no sync key that is no longer mapped', () => {
    expect(mapTarget(mapping, 'email', undefined)).toEqual({
      entries: [{ target: 'username', source: field('email') }],
      syncKeys: [{ field: 'username', update: false }],
    })
  })

  it('asks sync keys in the order they are put in; the first one also writes', () => {
    const first = addSyncKey({ ...mapping, syncKeys: [] }, 'username')
    expect(first.syncKeys).toEqual([{ field: 'username', update: true }])
    expect(addSyncKey(first, 'email').syncKeys[1]).toEqual({ field: 'email', update: false })
    expect(raiseSyncKey(mapping, 'username').syncKeys.map((key) => key.field)).toEqual(['username', 'email'])
    expect(raiseSyncKey(mapping, 'email')).toBe(mapping)
  })

  it('names a field by path after its label, each differently', () => {
    const badge = { label: 'Badge No. 7', type: 'text', from: 'custom.badge' } as const
    const twice = addCustomField(addCustomField(mapping, badge), badge)
    expect(Object.keys(twice.customFields ?? {})).toEqual(['custom.badge-no-7', 'custom.badge-no-7-2'])
  })

  it('maps nothing from a field by path that was removed', () => {
    const badge = addCustomField(mapping, { label: 'Badge', type: 'text', from: 'badge' })
    const used = mapTarget(badge, 'badge', field('custom.badge'))
    expect(removeCustomField(used, 'custom.badge')).toEqual({ ...mapping, customFields: {} })
  })
})
