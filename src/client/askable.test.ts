import { expect, it } from 'vitest'
import { askable } from './askable.ts'

const retired = [{ key: 'colour', label: 'Colour' }]

it.each([
  [{ sort: 'colour' }, {}, ['sorts by Colour']],
  [{ sort: 'last_name,-colour', search: 'a' }, { sort: 'last_name', search: 'a' }, ['sorts by Colour']],
  [
    { filter: 'colour eq "Red" and (title eq "X" or colour empty)' },
    { filter: 'title eq "X"' },
    ['filters by Colour'],
  ],
  [{ filter: 'colour empty', group: 'colour' }, {}, ['filters by Colour', 'counts by Colour']],
  [{ filter: 'shoe_size gt', sort: 'colour' }, { filter: 'shoe_size gt' }, ['sorts by Colour']],
  [{ filter: 'title eq "X"', sort: '-title' }, { filter: 'title eq "X"', sort: '-title' }, []],
])('of %j a list is asked %j', (words, asked, leftOut) => {
  expect(askable(words, retired)).toEqual({ words: asked, leftOut })
  expect(askable(words)).toEqual({ words, leftOut: [] })
})
