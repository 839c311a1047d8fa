import { Anchor, Box, Button, Code, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Claim, Claims } from '../../../client/person.ts'
import { Details } from '../../ui/details.tsx'
import { useFocusBack } from '../../ui/focus.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { Value } from '../value.tsx'
import { ChangeLine } from './change-line.tsx'
import { kindOf, type Subject } from './subject.ts'
import { useChange } from './use-change.ts'

interface WhyProps {
  readonly subject: Subject
  /** The key of the field. */
  readonly field: string
  readonly label: string
  readonly mayEdit: boolean
  onClose(): void
}

/** Why a value is here: who speaks, who else says what, and what was edited by hand. */
export function WhyDialog(props: WhyProps) {
  const { subject, field, label, mayEdit, onClose } = props
  useFocusBack()
  return (
    <Modal opened onClose={onClose} title={`Why this value: ${label}`} size="lg">
      <Why subject={subject} field={field} />
      {mayEdit && subject.byHand.includes(field) && <GiveBack {...props} />}
    </Modal>
  )
}

function Why({ subject: { object, id }, field }: Pick<WhyProps, 'subject' | 'field'>) {
  const { root, calls } = kindOf(object)
  const query = useQuery({ queryKey: [root, id, 'claims', field], queryFn: () => calls.claims(id, field) })
  return <Loaded query={query}>{(claims) => <Told claims={claims} />}</Loaded>
}

function GiveBack({ subject: { object, id }, field, onClose }: WhyProps) {
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

function Told({ claims: { value, claims, lastChange, handEdits } }: { readonly claims: Claims }) {
  const earlier = handEdits.filter(({ at }) => at !== lastChange?.at)
  return (
    <Stack gap="md">
      <Text fw={560} style={{ overflowWrap: 'anywhere' }}>
        <Value value={value} />
      </Text>
      {claims.length === 0 && (
        <Text size="sm" c="dimmed">
          {unsaid(lastChange)}
        </Text>
      )}
      {claims.map((claim) => (
        <ClaimCard key={`${claim.integrationId} ${claim.vendorId}`} claim={claim} />
      ))}
      {lastChange && <Lines title="How it came to be" lines={[lastChange]} />}
      {earlier.length > 0 && <Lines title="By hand before" lines={earlier} />}
    </Stack>
  )
}

/** Why no source speaks, though there may be a value. */
function unsaid(lastChange: Claims['lastChange']): string {
  if (!lastChange) return 'No source has ever said anything of it.'
  if (lastChange.runId && lastChange.before === null && lastChange.after !== null)
    return 'A load wrote it once, and no source writes it since: where it is mapped, it only finds.'
  return 'No source says anything of it any more.'
}

function Lines({ title, lines }: { readonly title: string; readonly lines: Claims['handEdits'] }) {
  return (
    <Box>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      {lines.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: history only grows at its other end
        <ChangeLine key={at} change={change} />
      ))}
    </Box>
  )
}

function ClaimCard({ claim }: { readonly claim: Claim }) {
  return (
    <Box p="md" style={{ border: '1px solid var(--m-line)', borderRadius: 8 }}>
      <Group justify="space-between" mb="xs">
        <Text size="sm" fw={560} component="div">
          {claim.integrationId ? (
            <Anchor component={Link} to={`/integrations/${claim.integrationId}`} inherit>
              {claim.integrationName}
            </Anchor>
          ) : (
            'By hand'
          )}
        </Text>
        <Tag tone={claim.isWinner ? 'ok' : 'quiet'}>{claim.isWinner ? 'Used' : 'Not used'}</Tag>
      </Group>
      <Details items={detailsOf(claim)} />
    </Box>
  )
}

function detailsOf(claim: Claim): readonly (readonly [string, ReactNode])[] {
  const { vendorField, runId } = claim
  const shown: readonly (readonly [string, ReactNode])[] = [
    ['Says', <Value key="says" value={claim.value} />],
    ['Why not', claim.reasonText],
    [
      'From',
      vendorField && (
        <span key="from">
          {vendorField.label} {vendorField.path && <Code>{vendorField.path}</Code>}
        </span>
      ),
    ],
    ['At the vendor', claim.raw !== undefined && <Value key="raw" value={claim.raw} />],
    ['Record', claim.vendorId],
    ['Credential', claim.credentialName],
    ['Mapping', claim.mappingVersion !== null && `Version ${claim.mappingVersion}`],
    [
      'Said',
      <span key="said">
        <When at={claim.at} />
        {runId && (
          <>
            {' in '}
            <Anchor component={Link} to={`/runs/${runId}`} inherit underline="always">
              this run
            </Anchor>
          </>
        )}
      </span>,
    ],
  ]
  return shown.filter(([, value]) => value !== null && value !== false && value !== '')
}
