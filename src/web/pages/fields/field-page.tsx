import { Button, Code } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Field } from '../../../client/types.ts'
import { fieldsOf } from '../../parts/data/fields.ts'
import { FieldDialog } from '../../parts/field-dialog.tsx'
import { fieldTypeWords } from '../../parts/field-types.ts'
import { objectWords } from '../../parts/object-words.ts'
import { useMay } from '../../parts/session.ts'
import { Back } from '../../ui/back.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { FieldMarks } from './field-marks.tsx'
import { SourceOrderCard } from './source-order.tsx'
import { WhoSees } from './who-sees.tsx'

const back = <Back to="/fields">Data model</Back>

/** One field: what it holds, which source speaks first of it, and who may see it. */
export function FieldPage() {
  const { key } = useParams({ from: '/inside/fields/$key' })
  const query = useQuery(fieldsOf(key.startsWith('device.') ? 'device' : 'person'))
  if (!query.data)
    return (
      <Page title="Field" back={back}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    )
  const field = query.data.find(({ id }) => id === key)
  return field ? <OneField field={field} /> : <NoField />
}

const NoField = () => (
  <Page title="Field" back={back}>
    <Card>
      <Empty title="There is no such field">The address is not complete, or it is hidden from you.</Empty>
    </Card>
  </Page>
)

function OneField({ field }: { readonly field: Field }) {
  const may = useMay()
  const [isEdited, edit] = useDisclosure(false)
  return (
    <Page
      title={field.label}
      back={back}
      lead={
        field.core
          ? `It comes with Muster${field.label === field.usualLabel ? '' : `, which calls it ${field.usualLabel}`}: it can be called otherwise, and its rules stay.`
          : 'Made by you: its key and type stay, the rest can be changed.'
      }
      actions={
        may('fields:write') && (
          <Button variant="default" onClick={edit.open}>
            Edit
          </Button>
        )
      }
    >
      <Card title="What it holds">
        <Details
          items={[
            ['Object', objectWords[field.object].title],
            ['Type', fieldTypeWords[field.type] ?? field.type],
            ['Rules', <FieldMarks key="rules" field={field} />],
            ...(field.options.length > 0 ? [['Options', field.options.join(', ')] as const] : []),
            ['Key', <Code key="key">{field.key}</Code>],
          ]}
        />
      </Card>
      {may('integrations:read') && <SourceOrderCard field={field} />}
      {may('roles:read') && <WhoSees field={field} />}
      <FieldDialog object={field.object} opened={isEdited} field={field} onClose={edit.close} />
    </Page>
  )
}
