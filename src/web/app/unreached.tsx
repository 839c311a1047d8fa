import { Alert, Box, Loader } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { api } from '../parts/api.ts'
import { reach } from '../parts/reach.ts'

/** Says that the server does not answer, asks it every few seconds, and reads everything anew once it does. */
export function Unreached() {
  const isReached = useSyncExternalStore(reach.subscribe, reach.get)
  const queries = useQueryClient()
  useEffect(() => {
    if (isReached) return
    const timer = setInterval(() => void api.health().then(() => queries.invalidateQueries(), ignore), 3000)
    return () => clearInterval(timer)
  }, [isReached, queries])
  return (
    <Box
      pos="fixed"
      bottom={16}
      left={16}
      right={16}
      maw={460}
      mx="auto"
      style={{ zIndex: 400 }}
      role="status"
    >
      {!isReached && (
        <Alert
          color="red"
          variant="filled"
          icon={<Loader size={18} color="white" />}
          title="Muster does not answer"
        >
          Trying again every few seconds. What you typed stays here.
        </Alert>
      )}
    </Box>
  )
}

// That it still does not answer is shown already.
const ignore = () => undefined
