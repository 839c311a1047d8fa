import { describe, expect, it } from 'vitest'
import { settingsFile, tunedSettings } from './settings.ts'

const GiB = 1024 ** 3

describe('the settings of the embedded server', () => {
  it.each([
    [0.25 * GiB, '32MB'],
    [1 * GiB, '128MB'],
    [64 * GiB, '256MB'],
  ])('take a fitting share of %d bytes of memory', (memory, shared) => {
    expect(tunedSettings(memory, GiB)).toMatchObject({ shared_buffers: shared, fsync: 'on', jit: 'off' })
  })

  it('do without shared memory where a container has little of it', () => {
    expect(tunedSettings(GiB, 64 * 1024 ** 2)).toHaveProperty('dynamic_shared_memory_type', 'mmap')
    expect(tunedSettings(GiB, GiB)).not.toHaveProperty('dynamic_shared_memory_type')
  })

  it('stand in the file as they are, quotes and backslashes included', () => {
    expect(settingsFile({ a: "it's", b: 'C:\\d' })).toBe("a = 'it''s'\nb = 'C:\\\\d'\n")
  })
})
