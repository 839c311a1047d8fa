import { Kbd, Text, UnstyledButton } from '@mantine/core'
import { useHotkeys, useOs } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import classes from './frame.module.css'

/** Shows that there is a palette, and opens it, by its keys as well: they work from the first moment on. */
export function PaletteButton() {
  const isMac = useOs() === 'macos'
  // Wherever one types, too: in a search, or in the palette that is just about to go.
  useHotkeys([['mod+K', open]], [])
  return (
    <UnstyledButton className={classes.search} onClick={open} aria-label="Search, or go somewhere">
      <IconSearch size={16} aria-hidden />
      <Text span inherit visibleFrom="sm">
        Search or jump to
      </Text>
      <Kbd size="xs" visibleFrom="sm">
        {isMac ? '⌘' : 'Ctrl'} K
      </Kbd>
    </UnstyledButton>
  )
}

// The palette comes once the page stands.
const open = () => void import('./palette.tsx').then(({ showPalette }) => showPalette())
