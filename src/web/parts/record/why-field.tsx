import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { kindOf, type Subject } from './subject.ts'
import { useChange } from './use-change.ts'
import { WhyDialog } from './why.tsx'

interface WhyFieldProps {
  readonly subject: Subject
  /** The key of the field. */
  readonly field: string
  readonly label: string
  readonly mayEdit: boolean
  onClose(): void
}

/** Why a value of a person or a device is here, and the way to give back what was edited by hand. */
export function WhyField(props: WhyFieldProps) {
  const { subject, field, label, mayEdit, onClose } = props
  const { root, calls } = kindOf(subject.object)
  const query = useQuery({
    queryKey: [root, subject.id, 'claims', field],
    queryFn: () => calls.claims(subject.id, field),
  })
  return (
    <WhyDialog label={label} query={query} onClose={onClose}>
      {mayEdit && subject.byHand.includes(field) && <GiveBack {...props} />}
    </WhyDialog>
  )
}

function GiveBack({ subject: { object, id }, field, onClose }: WhyFieldProps) {
  const give = () => kindOf(object).calls.update(id, { giveBack: [field] })
  const change = useChange(object, give, onClose)
  return (
    <Group justify="space-between" mt="md">
      <Text size="sm" c="dimmed" style={{ flex: 1 }} role={change.error ? 'alert' : undefined}>
        {change.error?.message ?? 'Give it back, and the sources decide again.'}
      </Text>
      <Button variant="default" loading={change.isPending} onClick={() => change.mutate()}>
        Give back
      </Button>
    </Group>
  )
}
