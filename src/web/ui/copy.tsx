import { Button, CopyButton } from '@mantine/core'

interface Props {
  readonly text: string
  readonly size?: 'compact-xs' | 'compact-sm'
  /** What is copied, where that is not plain from beside it. */
  readonly label?: string
}

/** Copies a text, and says so for a moment. */
export function Copy({ text, size = 'compact-sm', label }: Props) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" size={size} onClick={copy} aria-label={label}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  )
}
