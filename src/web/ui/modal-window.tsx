import { Modal, type ModalProps } from '@mantine/core'
import { useEffect, useState } from 'react'

/** What draws a dialog. It is there before it is open: what has the focus then gets it back at the end. */
export function ModalWindow({ opened, ...props }: ModalProps) {
  const [isOpen, set] = useState(false)
  useEffect(() => set(opened), [opened])
  return <Modal {...props} opened={isOpen} closeButtonProps={{ 'aria-label': 'Close' }} />
}
