import { Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Verification } from '../../../client/activity.ts'
import { api } from '../../parts/api.ts'
import { Modal } from '../../ui/modal.tsx'
import { countOf } from '../../ui/numbers.ts'

const titleOf = (verification: Verification | undefined): string => {
  if (!verification) return 'The acts could not be verified'
  return verification.ok ? 'Every act is as it was written' : 'Not every act is as it was written'
}

/** Looks at every act there is, whether it is as it was written. */
export function Verify() {
  const verify = useMutation({ mutationFn: () => api.activity.verify([]) })
  const { data, error } = verify
  return (
    <>
      <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
        Verify
      </Button>
      <Modal
        opened={!verify.isPending && (data !== undefined || error !== null)}
        onClose={verify.reset}
        title={titleOf(data)}
      >
        <Text size="sm">
          {error?.message}
          {data?.bad && `Act ${data.bad.number} ${data.bad.message}.`}
          {data?.ok &&
            `${countOf(data.through - data.from + 1, 'act')} were looked at, up to number ${data.through}. Whoever owns the machine can make sure of the last ones too, with "muster audit anchor".`}
        </Text>
      </Modal>
    </>
  )
}
