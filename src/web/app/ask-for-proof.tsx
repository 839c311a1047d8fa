import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { settleProof, wantedProof } from '../parts/proof.ts'
import { keepSession, sessionQuery } from '../parts/session.ts'
import { Modal } from '../ui/modal.tsx'
import { Loading } from '../ui/states.tsx'

// They come when somebody is asked.
const ConfirmForm = lazy(async () => ({ default: (await import('../parts/confirm-form.tsx')).ConfirmForm }))
const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }))

/** Signs in again, or asks for a fresh proof, over the page, so that nothing on it is lost. */
export function AskForProof() {
  const wanted = useSyncExternalStore(wantedProof.subscribe, wantedProof.get)
  const queries = useQueryClient()
  const { data: session } = useQuery({ ...sessionQuery, enabled: false })
  const giveUp = () => {
    settleProof(false)
    if (wanted === 'sign-in') location.assign('/sign-in')
  }
  return (
    <Modal
      opened={wanted !== undefined}
      onClose={giveUp}
      closeOnClickOutside={false}
      withCloseButton={wanted === 'confirm'}
      closeOnEscape={wanted === 'confirm'}
      title={wanted === 'confirm' ? 'Is it you?' : 'Sign in again'}
      zIndex={350}
    >
      <Suspense fallback={<Loading lines={3} />}>
        {wanted === 'confirm' ? (
          <ConfirmForm onDone={() => settleProof(true)} />
        ) : (
          <>
            <SignInAgain
              email={session?.account.email}
              onDone={(begun) => {
                keepSession(begun)
                settleProof(true)
                void queries.invalidateQueries()
              }}
            />
            <Group justify="center" mt="sm">
              <Button variant="subtle" size="compact-sm" onClick={giveUp}>
                Leave this page
              </Button>
            </Group>
          </>
        )}
      </Suspense>
    </Modal>
  )
}
