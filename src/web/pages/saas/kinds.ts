/** The kinds of SaaS users that are counted, and the filter of the list that shows them. */
export const kinds = [
  { key: 'active', label: 'Active', text: 'active', filter: 'active eq true and goneAt empty' },
  { key: 'inactive', label: 'Inactive', text: 'inactive', filter: 'active eq false and goneAt empty' },
  {
    key: 'untold',
    label: 'Not told',
    text: 'of whom that is not told',
    filter: 'active empty and goneAt empty',
  },
  {
    key: 'unmatched',
    label: 'Without a person',
    text: 'without a person',
    filter: 'personId empty and noPersonReason empty and goneAt empty',
  },
  { key: 'gone', label: 'Gone', text: 'gone at the vendor', filter: 'goneAt not empty' },
] as const
