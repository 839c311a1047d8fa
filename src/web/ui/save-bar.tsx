import { Button, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import classes from './save-bar.module.css'

interface SaveBarProps {
  readonly isBusy: boolean
  readonly problem: string | undefined
  onSave(): void
  onLeave(): void
}

/** Stands over the end of a page while something on it is not saved, which is not left behind by accident. */
export function SaveBar({ isBusy, problem, onSave, onLeave }: SaveBarProps) {
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      current.pathname !== next.pathname && !window.confirm('Leave what you have not saved?'),
    enableBeforeUnload: true,
  })
  return (
    <div className={classes.bar}>
      <Button loading={isBusy} onClick={onSave}>
        Save
      </Button>
      <Button variant="default" onClick={onLeave}>
        Cancel
      </Button>
      {problem ? (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {problem}
        </Text>
      ) : (
        <Text size="sm" c="dimmed" role="status">
          Not saved yet
        </Text>
      )}
    </div>
  )
}
