import { localStorageColorSchemeManager } from '@mantine/core'

/** Kept under the name that `scheme.js` reads before the first paint. */
export const colourScheme = localStorageColorSchemeManager({ key: 'muster-scheme' })
