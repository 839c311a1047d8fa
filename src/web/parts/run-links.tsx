import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'

/** A sentence that may name runs by their ids: each leads to its run. */
export function RunLinks({ text }: { readonly text: string }) {
  const parts = text.split(/(run_[0-9a-f]{32})/)
  return (
    <>
      {parts.map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <Anchor key={part} component={Link} to={`/runs/${part}`} inherit underline="always">
            {part}
          </Anchor>
        ),
      )}
      {/[.!?]$/.test(text) ? '' : '.'}
    </>
  )
}
