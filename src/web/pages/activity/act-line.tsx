import { Anchor, Box, Collapse, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import type { Act } from '../../../client/activity.ts'
import { Details } from '../../ui/details.tsx'
import { timeText } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'
import classes from './act-line.module.css'
import { actText, pageOf, wayText } from './act-words.ts'
import { ChangesInFull, ChangesInShort } from './changes.tsx'

/** One act in a sentence, with what it changed; more about it on demand. */
export function ActLine({ act }: { readonly act: Act }) {
  const [isOpen, more] = useDisclosure(false)
  const id = useId()
  const { who, at, from, changes } = act
  return (
    <Box className={classes.line}>
      <div className={classes.head}>
        <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
          <Text span inherit fw={600}>
            {who.way === 'nobody' ? 'Somebody' : who.name}
          </Text>{' '}
          {actText(act.act)} <ThingName act={act} />
        </Text>
        <UnstyledButton
          className={classes.more}
          onClick={more.toggle}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={`More about act ${act.number}`}
        >
          {isOpen ? 'Less' : 'More'}
        </UnstyledButton>
      </div>
      <Text size="xs" c="dimmed" mt={2}>
        <When at={at} />, {wayText(who.way)}
        {from.address && `, from ${from.address}`}
      </Text>
      {/* Of a run, the act itself says how its state changed. */}
      {act.thing?.noun !== 'run' && <ChangesInShort changes={changes} />}
      <Collapse expanded={isOpen} id={id}>
        <More act={act} />
      </Collapse>
    </Box>
  )
}

function ThingName({ act: { thing } }: { readonly act: Act }) {
  if (!thing) return null
  const name = thing.name ?? thing.id ?? ''
  const page = pageOf(thing.noun, thing.id)
  return page ? (
    <Anchor component={Link} to={page} inherit underline="always">
      {name}
    </Anchor>
  ) : (
    <>“{name}”</>
  )
}

function More({ act: { number, at, act, thing, who, from, digest, changes } }: { readonly act: Act }) {
  return (
    <Box pt="sm">
      <Details
        items={[
          ['Number', number],
          ['Time', timeText(at)],
          ['Act', act],
          ...(thing?.id ? [['Thing', thing.id] as const] : []),
          ...(who.id ? [['Account', who.id] as const] : []),
          ...(digest ? [['Plan', digest] as const] : []),
          ...(from.agent ? [['Program', from.agent] as const] : []),
          ...(from.request ? [['Request', from.request] as const] : []),
        ]}
      />
      <ChangesInFull changes={changes} />
      <div className={classes.links}>
        <Link to="/activity" search={{ who: who.name }}>
          All that {who.name} did
        </Link>
        {thing?.id && (
          <Link to="/activity" search={{ thing: thing.id }}>
            All that was done to this
          </Link>
        )}
      </div>
    </Box>
  )
}
