import { Box, Code, Group, Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Claim, Claims } from '../../../client/person.ts'
import type { Json } from '../../../lib/value.ts'
import { Details } from '../../ui/details.tsx'
import { useFocusBack } from '../../ui/focus.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { Shown } from '../change.tsx'
import { Value } from '../value.tsx'
import { Way } from '../way.tsx'
import { ChangeLine } from './change-line.tsx'

interface WhyProps {
  readonly label: string
  readonly query: UseQueryResult<Claims>
  /** What can be done about it. */
  readonly children?: ReactNode
  onClose(): void
}

/** Why a value is here: who speaks, who else says what, and what was edited by hand. */
export function WhyDialog({ label, query, children, onClose }: WhyProps) {
  useFocusBack()
  return (
    <Modal opened onClose={onClose} title={`Why this value: ${label}`} size="lg">
      <Loaded query={query}>{(claims) => <Told claims={claims} />}</Loaded>
      {children}
    </Modal>
  )
}

function Told({ claims: { value, claims, lastChange, handEdits } }: { readonly claims: Claims }) {
  const earlier = handEdits.filter(({ at }) => at !== lastChange?.at)
  return (
    <Stack gap="md">
      <Text fw={560} style={{ overflowWrap: 'anywhere' }}>
        <Shown value={value} />
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
            <Way to={`/integrations/${claim.integrationId}`} needs="integrations:read">
              {claim.integrationName}
            </Way>
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
    ['Says', <Shown key="says" value={claim.value} />],
    ['Why not', claim.reasonText],
    [
      'From',
      vendorField && (
        <span key="from">
          {vendorField.label} {vendorField.path && <Code>{vendorField.path}</Code>}
        </span>
      ),
    ],
    ['At the vendor', claim.raw !== undefined && <Raw key="raw" value={claim.raw} />],
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
            <Way to={`/runs/${runId}`} needs="runs:read" isWithin>
              this run
            </Way>
          </>
        )}
      </span>,
    ],
  ]
  return shown.filter(([, value]) => value !== null && value !== false && value !== '')
}

/** What a vendor sent, as it was sent. */
const Raw = ({ value }: { readonly value: Json }) =>
  typeof value === 'string' && value !== '' ? value : <Value value={value} />
