import { Divider, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Session } from '../../client/account.ts'
import { waysQuery } from '../parts/data/providers.ts'
import { ProviderButtons } from '../parts/provider-buttons.tsx'
import { SignInForm } from '../parts/sign-in-form.tsx'

interface SignInAgainProps {
  readonly email: string | undefined
  onDone(session: Session): void
}

/** Every way in that there is; none leaves the page. */
export function SignInAgain({ email, onDone }: SignInAgainProps) {
  const { data: { password, providers } = { password: true, providers: [] } } = useQuery(waysQuery)
  return (
    <Stack>
      <Text size="sm">Your session ended. What is on this page stays as it is.</Text>
      {password && <SignInForm email={email} onDone={onDone} />}
      {password && providers.length > 0 && <Divider label="or" />}
      <ProviderButtons providers={providers} onDone={onDone} />
    </Stack>
  )
}
