import { NumberInput, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { PersonPicker } from '../../parts/person-picker.tsx'
import { termLabels } from '../../parts/term-labels.ts'
import type { TermsDraft } from './use-terms.ts'

interface FieldProps {
  readonly draft: TermsDraft
  readonly problems: Readonly<Record<string, string>>
  set(change: Partial<TermsDraft>): void
}

/** The terms, to be typed. */
export function TermsFields(props: FieldProps) {
  const { draft, set, problems } = props
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
        <Price {...props} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }} maw={720}>
        <Renewal {...props} />
      </SimpleGrid>
      <Textarea
        label={termLabels.notes}
        rows={4}
        maw={720}
        maxLength={4000}
        value={draft.notes ?? ''}
        error={problems.notes}
        onChange={(event) => set({ notes: event.currentTarget.value || null })}
      />
    </>
  )
}

// While it is typed, "29." comes as a text; given back as a number it would lose its point.
const numberOf = (value: string | number): number | null => (value === '' ? null : Number(value))
const currencies = Intl.supportedValuesOf('currency')

function Price({ draft, problems, set }: FieldProps) {
  return (
    <>
      <NumberInput
        label={termLabels.seats}
        placeholder="Unknown"
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        hideControls
        data-autofocus
        ref={focusFirst}
        defaultValue={draft.seats ?? ''}
        error={problems.seats}
        onChange={(value) => set({ seats: numberOf(value) })}
      />
      <NumberInput
        label={termLabels.pricePerSeat}
        placeholder="Unknown"
        decimalScale={4}
        allowNegative={false}
        thousandSeparator=","
        hideControls
        defaultValue={draft.pricePerSeat ?? ''}
        error={problems.pricePerSeat}
        onChange={(value) => set({ pricePerSeat: numberOf(value) })}
      />
      <Select
        label={termLabels.currency}
        placeholder="EUR, USD …"
        data={currencies}
        searchable
        selectFirstOptionOnChange
        nothingFoundMessage="No such currency"
        value={draft.currency}
        error={problems.currency}
        onChange={(currency) => set({ currency })}
      />
      <Select
        label={termLabels.pricePeriod}
        data={['month', 'year']}
        allowDeselect={false}
        placeholder="month"
        value={draft.pricePeriod}
        error={problems.pricePeriod}
        onChange={(period) => set({ pricePeriod: period === 'year' ? 'year' : 'month' })}
      />
    </>
  )
}

function Renewal({ draft, problems, set }: FieldProps) {
  return (
    <>
      <TextInput
        type="date"
        label={termLabels.renewalDate}
        description="The day on which the contract is renewed, or ends"
        value={draft.renewalDate ?? ''}
        error={problems.renewalDate}
        onChange={(event) => set({ renewalDate: event.currentTarget.value || null })}
      />
      <PersonPicker
        label={termLabels.ownerId}
        description="Who in the directory answers for it"
        value={draft.ownerId}
        error={problems.ownerId}
        onChange={(ownerId) => set({ ownerId })}
      />
    </>
  )
}

/** Whoever began to edit is at the first field. */
function focusFirst(input: HTMLInputElement | null): void {
  input?.focus()
}
