import { Burger, Group, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { useMay, useSeesAll } from '../parts/session.ts'
import { Mark } from '../ui/mark.tsx'
import { Bell } from './bell.tsx'
import { NotToSee } from './fallbacks.tsx'
import classes from './frame.module.css'
import { Menu } from './menu.tsx'
import { maySee } from './navigation.ts'
import { PaletteButton } from './palette-button.tsx'
import { ProfileMenu } from './profile-menu.tsx'

// Not needed before the page can be used.
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))

/** What stands around every page of whoever is signed in. */
export function Frame() {
  const [isOpen, menu] = useDisclosure(false)
  const pathname = useLocation({ select: (at) => at.pathname })
  const may = useMay()
  const seesAll = useSeesAll()
  const { close } = menu
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the menu
  useEffect(close, [pathname])
  return (
    <div className={classes.frame}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className={classes.header}>
        <Burger
          opened={isOpen}
          onClick={menu.toggle}
          hiddenFrom="sm"
          size="sm"
          aria-label={isOpen ? 'Close the menu' : 'Open the menu'}
          aria-expanded={isOpen}
        />
        <UnstyledButton
          component={Link}
          to="/"
          className={classes.brand}
          aria-label="Muster, to the overview"
        >
          <Mark />
          <Text span fw={650} size="lg" lts="-0.01em" visibleFrom="xs">
            Muster
          </Text>
        </UnstyledButton>
        <Group gap={6} ml="auto" wrap="nowrap">
          <PaletteButton />
          <Bell />
          <ProfileMenu />
        </Group>
      </header>
      <div className={classes.side} data-open={isOpen}>
        <nav className={classes.navbar} aria-label="Places">
          <Menu />
        </nav>
      </div>
      <main id="main" tabIndex={-1} className={classes.main}>
        <div className={classes.page}>{maySee(pathname, may, seesAll) ? <Outlet /> : <NotToSee />}</div>
      </main>
      <Suspense>
        <Palette />
      </Suspense>
    </div>
  )
}
