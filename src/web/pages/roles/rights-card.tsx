import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Right } from '../../../client/access.ts'
import { rightsQuery } from '../../parts/data/roles.ts'
import { RightsMatrix } from '../../parts/rights-matrix.tsx'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { isLimited, type RoleDraft } from './use-role-draft.ts'

interface RightsCardProps {
  readonly draft: RoleDraft
  readonly problem: string | undefined
  /** Nothing can be changed without it. */
  onChange?(change: Partial<RoleDraft>): void
}

/** What the accounts of a role may do. One that sees only some people or fields has rights that keep to that. */
export function RightsCard({ draft, problem, onChange }: RightsCardProps) {
  const query = useQuery(rightsQuery)
  const may = useMay()
  const fits = ({ right, keeps }: Right) => may(right) && (keeps || !isLimited(draft))
  const misfits = query.data?.filter((right) => !fits(right)) ?? []
  return (
    <Card
      title="Rights"
      lead={problem ?? (onChange ? givingText(draft) : 'What its accounts may do')}
      actions={onChange && <TakeAway draft={draft} misfits={misfits} onTake={onChange} />}
    >
      <Loaded query={query}>
        {(rights) => (
          <RightsMatrix
            rights={rights}
            granted={draft.rights}
            fits={fits}
            {...(onChange ? { onChange: (granted) => onChange({ rights: granted }) } : {})}
          />
        )}
      </Loaded>
    </Card>
  )
}

const givingText = (draft: RoleDraft): string =>
  isLimited(draft)
    ? 'This role sees only some people, or fields: it can have the rights that keep to that'
    : 'What its accounts may do; you can give what you may do yourself'

interface TakeAwayProps {
  readonly draft: RoleDraft
  readonly misfits: readonly Right[]
  onTake(change: Partial<RoleDraft>): void
}

/** Takes the rights away at once that do not fit any more. */
function TakeAway({ draft, misfits, onTake }: TakeAwayProps) {
  const left = draft.rights.filter((one) => !misfits.some(({ right }) => right === one))
  const count = draft.rights.length - left.length
  if (count === 0) return null
  return (
    <Button variant="default" size="xs" onClick={() => onTake({ rights: left })} style={{ flex: 'none' }}>
      Take away {count} that {count === 1 ? 'does' : 'do'} not fit
    </Button>
  )
}
