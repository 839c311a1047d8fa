import { MultiSelect, Radio, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Field } from '../../../client/types.ts'
import { fieldsQuery } from '../../parts/data/fields.ts'
import { Card } from '../../ui/card.tsx'
import { FieldFilter } from './field-filter.tsx'
import { seenText } from './role-words.ts'
import type { RoleDraft } from './use-role-draft.ts'

interface ScopeProps {
  readonly draft: RoleDraft
  readonly problems: Readonly<Record<string, string>>
  /** Nothing can be changed without it. */
  onChange?(change: Partial<RoleDraft>): void
}

/** Whom a role sees in the directory, and which of their fields it does not. */
export function Scope({ draft, problems, onChange }: ScopeProps) {
  const { data: fields = [] } = useQuery(fieldsQuery)
  return (
    <>
      <Card title="Whom it sees" lead="In the directory, in runs, and in exports">
        {onChange ? (
          <Whom draft={draft} problems={problems} fields={fields} onChange={onChange} />
        ) : (
          <Text size="sm">{seenText(draft, fields)}</Text>
        )}
      </Card>
      <Card title="Hidden fields" lead="What its accounts do not see of anybody, themselves included">
        {onChange ? (
          <MultiSelect
            aria-label="Hidden fields"
            placeholder={draft.hiddenFields.length === 0 ? 'None' : ''}
            data={fields.map(({ key, label }) => ({ value: key, label }))}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'Hide none' }}
            nothingFoundMessage="No field of that name"
            maw={560}
            value={[...draft.hiddenFields]}
            error={problems.hiddenFields}
            onChange={(hiddenFields) => onChange({ hiddenFields })}
          />
        ) : (
          <Text size="sm">{hiddenText(draft.hiddenFields, fields)}</Text>
        )}
      </Card>
    </>
  )
}

const hiddenText = (hidden: readonly string[], fields: readonly Field[]): string =>
  hidden.map((key) => fields.find((field) => field.key === key)?.label ?? key).join(', ') || 'None'

type WhomProps = Required<ScopeProps> & { readonly fields: readonly Field[] }

/** The types whose values can be compared with a list. */
const comparable = new Set(['text', 'email', 'choice'])

function Whom({ draft: { filter }, problems, fields, onChange }: WhomProps) {
  const fit = fields.filter(({ key, type, retired }) => comparable.has(type) && !retired && key !== 'role')
  const way = filter === null ? 'everybody' : 'own' in filter ? 'own' : 'field'
  const choose = (wanted: string) => {
    if (wanted === 'everybody') onChange({ filter: null })
    else if (wanted === 'own') onChange({ filter: { own: true } })
    else
      onChange({
        filter: { field: fit.find(({ type }) => type === 'choice')?.key ?? fit[0]?.key ?? '', anyOf: [] },
      })
  }
  return (
    <Radio.Group aria-label="Whom it sees" value={way} onChange={choose} error={problems.filter}>
      <Stack gap="sm">
        <Radio value="everybody" label="Everybody" />
        <Radio
          value="own"
          label="Only themselves"
          description="The person that an account is linked to; one that is linked to nobody sees nobody"
        />
        <Radio value="field" label="People with one of these values" />
        {filter !== null && 'field' in filter && (
          <FieldFilter filter={filter} fields={fit} onChange={(next) => onChange({ filter: next })} />
        )}
      </Stack>
    </Radio.Group>
  )
}
