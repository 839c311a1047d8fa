import { Box, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { SourceField } from '../../../parts/source-fields.ts'
import { valueText } from '../../../parts/value.tsx'
import { Grip } from './carry.tsx'
import { useDesk } from './desk.ts'
import { dragged } from './drag.ts'
import classes from './mapping.module.css'
import { targetsOf } from './mapping-edits.ts'
import { TargetPicker } from './target-picker.tsx'

/** The fields of the vendor's records, with their value in the one that is looked at. */
export function VendorFields() {
  const { sources, connector } = useDesk()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const shown = sources.filter(({ label }) => label.toLowerCase().includes(wanted))
  return (
    <section className={classes.side} aria-label={`Fields of ${connector.name}`}>
      <div className={classes.title}>
        <span>{connector.name}</span>
        <TextInput
          size="xs"
          type="search"
          aria-label={`Search the fields of ${connector.name}`}
          placeholder="Search"
          leftSection={<IconSearch size={14} aria-hidden />}
          w={150}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <ul className={classes.list} aria-label={`Fields of ${connector.name}`}>
        {shown.map((source) => (
          <Line key={source.key} source={source} />
        ))}
      </ul>
    </section>
  )
}

function Line({ source }: { readonly source: SourceField }) {
  const { mapping, fields, preview, problems, mayEdit } = useDesk()
  const targets = targetsOf(mapping, source.key)
  const names = targets.map((target) => fields.find(({ key }) => key === target)?.label ?? target)
  const fact = preview?.facts.find(({ key }) => key === source.key)
  const problem = problems.customFields[source.key] ?? fact?.problem
  return (
    <li className={classes.vendor} {...(mayEdit ? dragged(source.key) : {})}>
      {mayEdit && <Grip source={source} />}
      <Box style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm">
          {source.label}{' '}
          {names.length > 0 && (
            <Text span size="xs" c="var(--m-busy)" fw={560}>
              → {names.join(', ')}
            </Text>
          )}
        </Text>
        {source.about && <div className={classes.about}>{source.about}</div>}
        <div className={classes.value}>
          {problem ?? (fact?.value === undefined ? source.type : (valueText(fact.value) ?? 'empty'))}
        </div>
      </Box>
      {mayEdit && <TargetPicker source={source} targets={targets} />}
    </li>
  )
}
