import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { whyTermsQuery } from '../../parts/data/saas.ts'
import { ChangeLine } from '../../parts/record/change-line.tsx'
import { useFocusBack } from '../../ui/focus.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Modal } from '../../ui/modal.tsx'

interface Props {
  readonly id: string
  /** What the figure is called. */
  readonly name: string
  /** The terms that it is made of. */
  readonly terms: readonly string[]
  onClose(): void
}

/** Why terms are as they are: who wrote them last, when, and what was before. */
export function WhyTerms({ id, name, terms, onClose }: Props) {
  useFocusBack()
  const query = useQuery(whyTermsQuery(id, terms))
  return (
    <Modal opened onClose={onClose} title={`Why this value: ${name}`} size="lg">
      <Text size="sm" c="dimmed" mb="sm">
        Terms are written by hand; no load changes them.
      </Text>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">Nobody wrote it since history of terms is kept.</Text>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: history only grows at its other end
            items.map((change, at) => <ChangeLine key={at} change={change} />)
          )
        }
      </Loaded>
    </Modal>
  )
}
