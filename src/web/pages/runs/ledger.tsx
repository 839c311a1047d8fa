import { Text, UnstyledButton } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { OutcomeKind, Run } from '../../../client/run.ts'
import { countIn, isDone, ledgerParts, outcomeTones, outcomeWord } from '../../parts/run-words.ts'
import { Card } from '../../ui/card.tsx'
import { countText } from '../../ui/numbers.ts'
import classes from './ledger.module.css'

/** What is told only where there is some. */
const seldom: ReadonlySet<string> = new Set(['archived', 'restored', 'held'])

/** Where every record went, in numbers that add up; each that has outcomes shows them. */
export function Ledger({ run }: { readonly run: Run }) {
  const { ledger, gone, unmaintained } = run
  const parts = ledgerParts.filter((part) => countIn(run, part) > 0)
  const sum = parts
    .map((part) => `${countText(countIn(run, part))} ${outcomeWord(part, run).toLowerCase()}`)
    .join(' + ')
  return (
    <Card
      title={isDone(run) ? 'What became of the records' : 'What would become of the records'}
      lead={parts.length > 1 ? `${countText(ledger.read)} read = ${sum}` : undefined}
    >
      <div className={classes.row}>
        <Count name="Read" count={ledger.read} />
        {ledgerParts
          .filter((part) => countIn(run, part) > 0 || !seldom.has(part))
          .map((part) => (
            <Count
              key={part}
              name={outcomeWord(part, run)}
              count={countIn(run, part)}
              {...(part === 'unchanged' ? {} : { kind: part })}
            />
          ))}
        {gone > 0 && <Count name={outcomeWord('gone', run)} count={gone} kind="gone" />}
        {unmaintained > 0 && <Count name="SaaS users unmaintained" count={unmaintained} />}
      </div>
    </Card>
  )
}

interface CountProps {
  readonly name: string
  readonly count: number
  readonly kind?: OutcomeKind
}

function Count({ name, count, kind }: CountProps) {
  const { kind: chosen } = useSearch({ from: '/inside/runs/$id' })
  const navigate = useNavigate({ from: '/runs/$id' })
  const text = (
    <>
      <span className={classes.count}>{countText(count)}</span>
      <Text span size="sm" c="dimmed">
        {name}
      </Text>
    </>
  )
  if (!kind || count === 0) return <div className={classes.cell}>{text}</div>
  const isChosen = chosen === kind
  return (
    <UnstyledButton
      className={classes.cell}
      data-tone={outcomeTones[kind]}
      aria-pressed={isChosen}
      onClick={() =>
        void navigate({
          search: ({ search }) => ({ ...(search ? { search } : {}), ...(isChosen ? {} : { kind }) }),
          replace: true,
          resetScroll: false,
          hash: 'outcomes',
        })
      }
    >
      {text}
    </UnstyledButton>
  )
}
