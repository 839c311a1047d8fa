import type { ModalProps } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'

// Comes with the first dialog that is opened.
const Window = lazy(async () => ({ default: (await import('./modal-window.tsx')).ModalWindow }))

/** Something over the page that wants an answer before it goes on. */
export function Modal(props: ModalProps) {
  const [wasOpened, note] = useState(props.opened)
  if (props.opened && !wasOpened) note(true)
  return (
    wasOpened && (
      <Suspense>
        <Window {...props} />
      </Suspense>
    )
  )
}
