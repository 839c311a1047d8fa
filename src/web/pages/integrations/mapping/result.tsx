import { Text } from '@mantine/core'
import type { Field } from '../../../../client/types.ts'
import { valueText } from '../../../parts/value.tsx'
import { useDesk } from './desk.ts'
import classes from './mapping.module.css'

/** What a field becomes of the record that is looked at, and how it goes in the sample. */
export function Result({ field, isMapped }: { readonly field: Field; readonly isMapped: boolean }) {
  const { preview, problems } = useDesk()
  const seen = preview?.row.find(({ key }) => key === field.key)
  const problem = problems.targets[field.key] ?? seen?.problem
  const tally = preview?.sample.targets.find(({ key }) => key === field.key)
  if (!isMapped) return <div />
  return (
    <div className={classes.result} aria-live="polite">
      {problem ? (
        <Text size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      ) : (
        seen && (
          <Text
            fz={13.5}
            c={
              seen.value === undefined || valueText(seen.value) === undefined
                ? 'dimmed'
                : 'var(--mantine-color-text)'
            }
          >
            {seen.value === undefined ? 'not told, stays as it is' : (valueText(seen.value) ?? 'empty')}
          </Text>
        )
      )}
      {tally && tally.problems + tally.blank > 0 && (
        <Text size="xs" c="dimmed">
          {[
            tally.problems > 0 ? `${tally.problems} fail` : '',
            tally.blank > 0 ? `${tally.blank} without a value` : '',
          ]
            .filter(Boolean)
            .join(', ')}{' '}
          of {preview?.sample.records} in the sample
        </Text>
      )}
    </div>
  )
}
