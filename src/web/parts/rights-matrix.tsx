import { Checkbox, Group, Text } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useId } from 'react'
import type { Right } from '../../client/access.ts'
import { rightsByNoun, rightVerb } from './right-words.ts'
import classes from './rights-matrix.module.css'

interface RightsMatrixProps {
  readonly rights: readonly Right[]
  readonly granted: readonly string[]
  /** Whether a right can be given. One that is given already can always be taken. */
  fits?(right: Right): boolean
  /** Nothing can be changed without it. */
  onChange?(granted: readonly string[]): void
}

/** What is allowed, by what it is about: each right with a sentence that says what it lets do. */
export function RightsMatrix({ rights, granted, fits = always, onChange }: RightsMatrixProps) {
  const id = useId()
  const toggle = (right: string) =>
    onChange?.(granted.includes(right) ? granted.filter((one) => one !== right) : [...granted, right])
  return (
    <div className={classes.matrix}>
      {rightsByNoun(rights).map(([noun, own]) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid with its legend in a column
        <div key={noun} className={classes.row} role="group" aria-labelledby={`${id}-${noun}`}>
          <div className={classes.noun} id={`${id}-${noun}`}>
            {noun}
          </div>
          <div className={classes.rights}>
            {own.map((right) => {
              const isGiven = granted.includes(right.right)
              return onChange ? (
                <Choice
                  key={right.right}
                  right={right}
                  isGiven={isGiven}
                  fits={fits(right)}
                  onToggle={toggle}
                />
              ) : (
                <Given key={right.right} right={right} isGiven={isGiven} />
              )
            })}
          </div>
        </div>
      ))}
    </div>
  )
}

const always = () => true

interface ChoiceProps {
  readonly right: Right
  readonly isGiven: boolean
  readonly fits: boolean
  onToggle(right: string): void
}

function Choice({ right: { right, says }, isGiven, fits, onToggle }: ChoiceProps) {
  return (
    <Checkbox
      className={classes.right}
      label={rightVerb(right)}
      description={says}
      error={isGiven && !fits ? 'Does not fit' : undefined}
      checked={isGiven}
      disabled={!isGiven && !fits}
      onChange={() => onToggle(right)}
    />
  )
}

function Given({ right: { right, says }, isGiven }: Pick<ChoiceProps, 'right' | 'isGiven'>) {
  return (
    <Group gap={10} wrap="nowrap" align="flex-start" className={classes.right}>
      {isGiven ? (
        <IconCheck size={18} color="var(--m-ok)" aria-label="Allowed:" role="img" style={{ flex: 'none' }} />
      ) : (
        <IconMinus
          size={18}
          color="var(--m-quiet)"
          aria-label="Not allowed:"
          role="img"
          style={{ flex: 'none' }}
        />
      )}
      <div>
        <Text size="sm" {...(isGiven ? {} : { c: 'dimmed' })}>
          {rightVerb(right)}
        </Text>
        <Text size="xs" c="dimmed">
          {says}
        </Text>
      </div>
    </Group>
  )
}
