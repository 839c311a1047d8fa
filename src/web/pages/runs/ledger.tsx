import { Text, UnstyledButton } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { OutcomeKind, Run } from '../../../client/run.ts'
import { capital, isDone, ledgerParts, outcomeTones } from '../../parts/run-words.ts'
import { Card } from '../../ui/card.tsx'
import { countText } from '../../ui/numbers.ts'
import classes from './ledger.module.css'

/** Where every record went, in numbers that add up; each that has outcomes shows them. */
export function Ledger({ run }: { readonly run: Run }) {
  const { ledger, gone, unmaintained, archived, restored } = run
  const parts = ledgerParts.filter((part) => ledger[part] > 0)
  const sum = parts.map((part) => `${countText(ledger[part])} ${part}`).join(' + ')
  return (
    <Card
      title={isDone(run) ? 'What became of the records' : 'What would become of the records'}
      lead={parts.length > 1 ? `${countText(ledger.read)} read = ${sum}` : undefined}
    >
      <div className={classes.row}>
        <Count name="Read" count={ledger.read} />
        {ledgerParts
          .filter((part) => part !== 'held' || ledger.held > 0)
          .map((part) => (
            <Count
              key={part}
              name={capital(part)}
              count={ledger[part]}
              {...(part === 'unchanged' ? {} : { kind: part })}
            />
          ))}
        {archived > 0 && <Count name="Archived" count={archived} kind="archived" />}
        {restored > 0 && <Count name="Restored" count={restored} kind="restored" />}
        {gone > 0 && <Count name="Gone" count={gone} kind="gone" />}
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
