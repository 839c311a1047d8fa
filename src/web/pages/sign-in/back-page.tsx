import { Button, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { tellBack } from '../../parts/back.ts'
import { providerProblem } from '../../parts/provider-problem.ts'
import { Door } from '../../ui/door.tsx'
import { Note } from '../../ui/note.tsx'

/** Where the window ends that led to an identity provider: whoever waits goes on where they were. */
export function BackPage() {
  const [problem] = useState(() => providerProblem(location.hash))
  useEffect(() => {
    if (problem !== undefined) return
    tellBack()
    window.close()
  }, [problem])
  return (
    <Door title={problem === undefined ? 'That is you' : 'Not yet'}>
      <Stack>
        {problem !== undefined && (
          <Note tone="bad" role="alert">
            {problem}
          </Note>
        )}
        <Text size="sm">Go on in the window that you came from. Nothing there was lost.</Text>
        <Button variant="default" onClick={() => window.close()}>
          Close this window
        </Button>
      </Stack>
    </Door>
  )
}
