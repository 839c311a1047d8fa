import { useQuery } from '@tanstack/react-query'
import { saasUserClaimsQuery } from '../../parts/data/saas.ts'
import { WhyDialog } from '../../parts/record/why.tsx'

interface Props {
  readonly id: string
  /** What is asked of it. */
  readonly word: string
  readonly label: string
  onClose(): void
}

/** Why a value of a SaaS user is here. */
export function WhySaasUser({ id, word, label, onClose }: Props) {
  const query = useQuery(saasUserClaimsQuery(id, word))
  return <WhyDialog label={label} query={query} onClose={onClose} />
}
