import { Anchor, Button, Divider, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Session } from '../../../client/account.ts'
import { api } from '../../parts/api.ts'
import { waysQuery } from '../../parts/data/providers.ts'
import { providerProblem } from '../../parts/provider-problem.ts'
import { keepSession } from '../../parts/session.ts'
import { SignInForm } from '../../parts/sign-in-form.tsx'
import { Door } from '../../ui/door.tsx'
import { Note } from '../../ui/note.tsx'

/** Signing in: by password and code, by a provider, or by a link that was handed over. */
export function SignInPage() {
  const { to = '/' } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const { data: ways } = useQuery(waysQuery)
  const [problem] = useState(() => providerProblem(location.hash))
  const enter = (session: Session) => {
    keepSession(session)
    void navigate({ href: to, replace: true })
  }
  const byLink = useMutation({ mutationFn: api.session.byLink, onSuccess: enter })
  const { mutate } = byLink
  useEffect(() => {
    const link = new URLSearchParams(location.hash.slice(1)).get('link')
    if (!link) return
    // It works once, so it need not stay in the address.
    history.replaceState(null, '', location.pathname)
    mutate(link)
  }, [mutate])
  return (
    <Door title="Sign in">
      <Stack>
        {byLink.error && (
          <Note tone="bad" role="alert">
            {byLink.error.message}
          </Note>
        )}
        {problem !== undefined && (
          <Note tone="bad" role="alert">
            {problem}
          </Note>
        )}
        {ways?.providers.map(({ id, label }) => (
          <Button
            key={id}
            component="a"
            variant="default"
            href={`/api/oidc/${encodeURIComponent(id)}/start?${new URLSearchParams({ to })}`}
          >
            Sign in with {label}
          </Button>
        ))}
        {ways?.password && ways.providers.length > 0 && <Divider label="or" />}
        {ways?.password !== false && <SignInForm onDone={enter} />}
        {ways?.password && (
          <Anchor component={Link} to="/forgotten" size="sm" ta="center">
            Forgotten your password?
          </Anchor>
        )}
      </Stack>
    </Door>
  )
}
