import { describe, expect, it } from 'vitest'
import { commands } from './commands.ts'
import { exits } from './exit-code.ts'
import { helpText } from './help.ts'

describe('the help', () => {
  it('fits a screen of 24 lines of 80 columns', () => {
    const lines = helpText.split('\n')
    expect(lines.length).toBeLessThanOrEqual(24)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })

  it('names every command', () => {
    const words = new Set(commands.map(({ usage }) => usage.split(' ')[0]))
    expect([...words].filter((word) => !helpText.includes(`muster ${word}`))).toEqual([])
  })

  it('lists every exit code', () => {
    expect(Object.values(exits).filter((exit) => !new RegExp(`(^|\\s)${exit} [a-z]`).test(helpText))).toEqual(
      [],
    )
  })
})
