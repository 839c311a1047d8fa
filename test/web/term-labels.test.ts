import { expect, it } from 'vitest'
import { termLabels as tellings } from '../../src/directory/terms.ts'
import { applicationColumns } from '../../src/features/saas-applications/store.ts'
import { termNames } from '../../src/features/terms/rules.ts'
import { termLabels } from '../../src/web/parts/term-labels.ts'

it.each(['seats', 'seat_price', 'price_period', 'currency', 'renewal_date', 'owner_id', 'notes'] as const)(
  '%s is called alike on pages, in plans and in refusals',
  (term) => {
    const name = termNames[term]
    const label = tellings[term]
    expect([termLabels[name], applicationColumns[name]?.label]).toEqual([label, label])
  },
)
