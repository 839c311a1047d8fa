import { Button, Group, Modal, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { ConfirmForm } from '../parts/confirm-form.tsx'
import { settleProof, wantedProof } from '../parts/proof.ts'
import { keepSession, sessionQuery } from '../parts/session.ts'
import { SignInForm } from '../parts/sign-in-form.tsx'

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
      closeButtonProps={{ 'aria-label': 'Close' }}
      zIndex={350}
    >
      {wanted === 'confirm' ? (
        <ConfirmForm wantsCode={session?.totp ?? false} onDone={() => settleProof(true)} />
      ) : (
        <>
          <Text size="sm" mb="md">
            Your session ended. What is on this page stays as it is.
          </Text>
          <SignInForm
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
    </Modal>
  )
}
