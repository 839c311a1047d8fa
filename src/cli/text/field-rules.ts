import type { Field } from '../../client/types.ts'

/** What values of a field have to be, and whether it is retired, as in "unique, mandatory". */
export const fieldRules = ({ unique, mandatory, retired, options }: Field): string =>
  [
    unique && 'unique',
    mandatory && 'mandatory',
    retired && 'retired',
    options.length > 0 && `one of ${options.join(', ')}`,
  ]
    .filter((rule) => rule !== false)
    .join(', ')
