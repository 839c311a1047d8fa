import { expect, it } from 'vitest'
import { newEnds } from './ends.ts'
import { interrupted } from './interrupts.ts'

it('ends what was begun, the last first, and lets nothing begin afterwards', async () => {
  const ends = newEnds()
  const ended: string[] = []
  ends.add(async () => void ended.push('folder'))
  ends.add(async () => void ended.push('database in it'))
  await ends.all()
  expect(ended).toEqual(['database in it', 'folder'])
  await expect(async () => ends.add(async () => undefined)).rejects.toBe(interrupted)
})
