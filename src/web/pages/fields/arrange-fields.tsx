import { Box, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field, ObjectKind } from '../../../client/types.ts'
import { api } from '../../parts/api.ts'
import { fieldsOf } from '../../parts/data/fields.ts'
import { objectWords } from '../../parts/object-words.ts'
import { generalProblem } from '../../parts/problems.ts'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { OrderLines } from '../../ui/order-lines.tsx'

interface ArrangeProps {
  readonly object: ObjectKind
  readonly fields: readonly Field[]
  onClose(): void
}

/** Puts fields in the order in which pages show them, and columns are offered. */
export function ArrangeFields({ object, fields, onClose }: ArrangeProps) {
  const [order, setOrder] = useState(fields)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: () => api.fields.order(order.map(({ id }) => id)),
    onSuccess: ({ items }) => {
      queries.setQueryData(fieldsOf(object).queryKey, items)
      onClose()
      return queries.invalidateQueries({ queryKey: [object === 'person' ? 'people' : 'devices'] })
    },
  })
  return (
    <DialogForm
      problem={generalProblem(save.error)}
      act="Save"
      isBusy={save.isPending}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <Text size="sm" c="dimmed">
        Pages of {objectWords[object].many} show their fields in this order, and so are columns offered.
      </Text>
      <Box mah="55vh" style={{ overflowY: 'auto' }}>
        <OrderLines
          label={`Fields of ${objectWords[object].many}`}
          items={order}
          keyOf={({ key }) => key}
          nameOf={({ label }) => label}
          onOrder={setOrder}
        >
          {({ label }) => <Text size="sm">{label}</Text>}
        </OrderLines>
      </Box>
    </DialogForm>
  )
}
