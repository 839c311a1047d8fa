import { Box, Button, Text } from '@mantine/core'
import { lazy, Suspense, useRef, useState } from 'react'
import type { SaasApplication } from '../../../client/person.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Loading } from '../../ui/states.tsx'
import { Figures } from './figures.tsx'

// Comes when somebody edits.
const TermsForm = lazy(async () => ({ default: (await import('./terms-form.tsx')).TermsForm }))

/** What no vendor tells of an application: shown, and edited where it stands. */
export function Terms({ application }: { readonly application: SaasApplication }) {
  const [isEditing, setEditing] = useState(false)
  const isBack = useRef(false)
  const may = useMay()
  // Whoever edited by keyboard goes on where they began.
  const goOn = (button: HTMLButtonElement | null) => {
    if (!button || !isBack.current) return
    isBack.current = false
    button.focus()
  }
  const end = () => {
    isBack.current = true
    setEditing(false)
  }
  if (!may('saas-applications:read') && !may('saas-applications:write')) return null
  const mayEdit = may('saas-applications:write') && application.archivedAt === null
  const edit = mayEdit && !isEditing && (
    <Button
      variant="default"
      size="xs"
      style={{ flexShrink: 0 }}
      aria-label="Edit the terms"
      ref={goOn}
      onClick={() => setEditing(true)}
    >
      Edit
    </Button>
  )
  return (
    <Card title="Terms" lead="What was bought, and who answers for it; no vendor tells that." actions={edit}>
      {isEditing ? (
        <Suspense fallback={<Loading lines={6} />}>
          <TermsForm application={application} onEnd={end} />
        </Suspense>
      ) : (
        <>
          <Figures application={application} />
          <Notes text={application.notes} />
        </>
      )}
    </Card>
  )
}

function Notes({ text }: { readonly text: string | null }) {
  if (text === null) return null
  return (
    <Box mt="md">
      <Text size="sm" c="dimmed">
        Notes
      </Text>
      <Text size="sm" maw={720} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Text>
    </Box>
  )
}
