import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cell, csvLine } from './csv.ts'

describe('a line of a table', () => {
  it.each<readonly [readonly Cell[], string]>([
    [['Ada', 3, true, null], 'Ada,3,true,\r\n'],
    [['a,b', 'say "hi"', 'two\nlines'], '"a,b","say ""hi""","two\nlines"\r\n'],
    [['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1'], "'=1+1,'+A1,'-A1,'@SUM(A1),'\t=1\r\n"],
    [[' =1', "'=1", '|x', '＝1'], "' =1,''=1,'|x,'＝1\r\n"],
    [[-1], '-1\r\n'],
    [
      ['+49 30 123', '+1 (555) 010-0', '-2', '+49/30.1', '+(0) 30'],
      '+49 30 123,+1 (555) 010-0,-2,+49/30.1,+(0) 30\r\n',
    ],
    [['+1+A1', '-2=3', '- 1\t', '+', '--1'], "'+1+A1,'-2=3,'- 1\t,'+,'--1\r\n"],
  ])('of %j is %j', (cells, line) => {
    expect(csvLine(cells)).toBe(line)
  })

  it('is read back as it was, whatever is in it, and none of its texts is a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
        const back = read(csvLine(cells))
        expect(
          back.map((cell) => cell.replace(/^'(?=[\s"'\uFEFF]*[=+\-@|＝＋－＠]|'*[\t\r\n])/u, '')),
        ).toEqual(cells)
        const others = back.filter((cell) => !/^[+-][ (]*\d[\d ()./-]*$/.test(cell))
        expect(others.filter((cell) => /^[\s"\uFEFF]*[=+\-@|＝＋－＠]/u.test(cell))).toEqual([])
      }),
    )
  })
})

/** The cells of one line, as RFC 4180 reads them. */
function read(line: string): string[] {
  const cells = [...`,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)]
  return cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}
