import { Anchor, Button, SegmentedControl, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Field, ObjectKind } from '../../../client/types.ts'
import { fieldsOf } from '../../parts/data/fields.ts'
import { FieldDialog } from '../../parts/field-dialog.tsx'
import { fieldTypeWords } from '../../parts/field-types.ts'
import { objectWords } from '../../parts/object-words.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog-form.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useLast } from '../../ui/use-last.ts'
import { ArrangeFields } from './arrange-fields.tsx'
import { FieldMarks } from './field-marks.tsx'
import { Objects } from './objects.tsx'

/** What the directory holds, and what is known of it: the fields that come with Muster, and those you add. */
export function FieldsPage() {
  const { add = false, object = 'person' } = useSearch({ from: '/inside/fields' })
  const navigate = useNavigate({ from: '/fields' })
  const may = useMay()
  const ask = (isAsked: boolean) =>
    void navigate({
      search: ({ add: _, ...rest }) => (isAsked ? { ...rest, add: true } : rest),
      replace: true,
    })
  return (
    <Page
      title="Data model"
      lead="What the directory holds, and what is known of it. A unique field can be a sync key; a mandatory one has to be mapped before an integration is launched."
      actions={
        may('fields:write') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ask(true)}>
            Add a field
          </Button>
        )
      }
    >
      <Objects />
      <SegmentedControl
        aria-label="Whose fields are shown"
        style={{ alignSelf: 'flex-start' }}
        value={object}
        onChange={(chosen) =>
          void navigate({ search: chosen === 'device' ? { object: chosen } : {}, replace: true })
        }
        data={shownObjects.map((value) => ({ value, label: objectWords[value].title }))}
      />
      <FieldsOf key={object} object={object} />
      <FieldDialog object={object} opened={add} onClose={() => ask(false)} />
    </Page>
  )
}

const shownObjects = ['person', 'device'] as const satisfies readonly ObjectKind[]

/** The fields of one object, in their order. */
function FieldsOf({ object }: { readonly object: ObjectKind }) {
  const query = useQuery(fieldsOf(object))
  const may = useMay()
  const [edited, setEdited] = useState<Field>()
  const lastEdited = useLast(edited)
  const [isArranging, arrange] = useDisclosure(false)
  const mayWrite = may('fields:write')
  const { many } = objectWords[object]
  return (
    <Card
      title={`Fields of ${many}`}
      lead={`In the order in which pages of ${many} show them`}
      flush
      actions={
        mayWrite && (
          <Button
            variant="default"
            size="xs"
            style={{ flex: 'none' }}
            disabled={!query.data}
            onClick={arrange.open}
          >
            Change the order
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(fields) => (
          <DataTable
            caption={`Fields of ${many}`}
            columns={columnsFor(mayWrite ? setEdited : undefined)}
            rows={fields}
            rowKey={({ id }) => id}
          />
        )}
      </Loaded>
      <Dialog opened={isArranging} title="Order of fields" onClose={arrange.close}>
        <ArrangeFields object={object} fields={query.data ?? []} onClose={arrange.close} />
      </Dialog>
      <FieldDialog
        object={object}
        opened={edited !== undefined}
        field={lastEdited}
        onClose={() => setEdited(undefined)}
      />
    </Card>
  )
}

function columnsFor(edit: ((field: Field) => void) | undefined): readonly Column<Field>[] {
  return [
    {
      key: 'label',
      label: 'Field',
      cell: ({ id, label }) => (
        <Anchor component={Link} to={`/fields/${id}`} inherit>
          {label}
        </Anchor>
      ),
    },
    { key: 'type', label: 'Type', cell: ({ type }) => fieldTypeWords[type] ?? type },
    {
      key: 'marks',
      label: 'Rules',
      cell: (field) => <FieldMarks field={field} />,
    },
    {
      key: 'key',
      label: 'Key',
      minor: true,
      cell: ({ key }) => (
        <Text span ff="monospace" size="sm">
          {key}
        </Text>
      ),
    },
    {
      key: 'options',
      label: 'Options',
      minor: true,
      isRest: true,
      cell: ({ options }) => <span title={options.join(', ')}>{options.join(', ') || '–'}</span>,
    },
    {
      key: 'of',
      label: 'Of',
      minor: true,
      cell: ({ core, label, usualLabel }) =>
        core ? (label === usualLabel ? 'Muster' : `Muster, as ${usualLabel}`) : 'You',
    },
    ...(edit ? [editColumn(edit)] : []),
  ]
}

const editColumn = (edit: (field: Field) => void): Column<Field> => ({
  key: 'edit',
  label: 'Edit',
  isUnlabelled: true,
  align: 'right',
  cell: (field) => (
    <Button
      variant="default"
      size="compact-sm"
      onClick={() => edit(field)}
      aria-label={`Edit ${field.label}`}
    >
      Edit
    </Button>
  ),
})
