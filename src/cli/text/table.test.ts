import { describe, expect, it } from 'vitest'
import { tableText } from './table.ts'
import { cut, pad, widthOf } from './width.ts'

interface Row {
  readonly name: string
  readonly count: string
  readonly id: string
}
const columns = [
  { title: 'NAME', of: (row: Row) => row.name, shrinks: true },
  { title: 'COUNT', of: (row: Row) => row.count, align: 'right' as const },
  { title: 'ID', of: (row: Row) => row.id },
]

describe('a table', () => {
  it('puts every column below its title, wide characters included', () => {
    const rows = [
      { name: 'Ada', count: '2,000', id: 'per_1' },
      { name: '山田', count: '7', id: 'per_2' },
    ]
    expect(tableText(columns, rows)).toBe('NAME  COUNT  ID\nAda   2,000  per_1\n山田      7  per_2')
  })

  it('cuts what may be cut to fit the terminal, and never an id', () => {
    const rows = [{ name: 'Wilhelmina Featherstonehaugh', count: '1', id: 'per_0198a1b2c3' }]
    const [, line = ''] = tableText(columns, rows, 36).split('\n')
    expect(line).toBe('Wilhelmina F…      1  per_0198a1b2c3')
    expect(tableText(columns, rows, 10)).toContain('per_0198a1b2c3')
  })

  it('lets no cell bring escape sequences or lines of its own', () => {
    const rows = [{ name: '\u001b[31mAda\nBerg', count: '1', id: 'x' }]
    expect(tableText(columns, rows)).toBe('NAME      COUNT  ID\nAda Berg      1  x')
  })
})

describe('the width of a text', () => {
  it.each([
    ['Ada', 3],
    ['Zoë', 3],
    ['Zoe\u0308', 3],
    ['山田', 4],
    ['김민준', 6],
    ['👩‍🚀', 2],
  ])('of %s is %i columns', (text, columns_) => {
    expect(widthOf(text)).toBe(columns_)
  })

  it.each([
    ['Ada Berg', 8, 'Ada Berg'],
    ['Ada Berg', 5, 'Ada …'],
    ['山田健太', 5, '山田…'],
    ['山田健太', 4, '山…'],
  ])('%s in %i columns is %s', (text, columns_, kept) => {
    expect(cut(text, columns_)).toBe(kept)
  })

  it('is what padding counts', () => {
    expect(pad('山', 4)).toBe('山  ')
    expect(pad('7', 4, 'right')).toBe('   7')
  })
})
