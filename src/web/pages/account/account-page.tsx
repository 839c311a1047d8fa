import { Stack } from '@mantine/core'
import { useSession } from '../../parts/session.ts'
import { Page } from '../../ui/page.tsx'
import { Name } from './name.tsx'
import { Password } from './password.tsx'
import { Sessions } from './sessions.tsx'
import { TwoStep } from './two-step.tsx'

/** One's own account. */
export function AccountPage() {
  const { account, role } = useSession()
  return (
    <Page title="Your account" lead={`${account.email}, ${role.label}`}>
      <Stack gap="lg" maw={640}>
        <Name />
        <Password />
        <TwoStep />
        <Sessions />
      </Stack>
    </Page>
  )
}
