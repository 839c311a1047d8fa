import { Button, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Session, SignInWays } from '../../client/account.ts'
import { api } from './api.ts'
import { useBack } from './back.ts'

interface ProviderButtonsProps {
  readonly providers: SignInWays['providers']
  /** Whether whoever is signed in proves anew who they are. */
  readonly again?: boolean
  onDone(session: Session): void
}

/** Signs in at a provider in a window of its own, so that nothing on this page is lost; goes on when they are back. */
export function ProviderButtons({ providers, again = false, onDone }: ProviderButtonsProps) {
  const { mutate, error } = useMutation({ mutationFn: api.session.get, onSuccess: onDone })
  useBack(useCallback(() => mutate(), [mutate]))
  return (
    <Stack gap="xs">
      {providers.map(({ id, label }) => {
        const way = `/api/oidc/${encodeURIComponent(id)}/start?${again ? 'again=true&' : ''}to=/back`
        return (
          <Button
            key={id}
            component="a"
            variant="default"
            href={way}
            target={windowName}
            onClick={(event) => {
              // Where windows may not be opened, the link opens a page beside this one.
              if (open(way, windowName, 'popup,width=520,height=720')) event.preventDefault()
            }}
          >
            Sign in {again && 'again '}with {label}
          </Button>
        )
      })}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error.message}
        </Text>
      )}
    </Stack>
  )
}

const windowName = 'muster-provider'
