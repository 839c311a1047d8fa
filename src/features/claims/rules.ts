import type { z } from 'zod'
import type { Connector } from '../../connect/manifest.ts'
import { type Field, shownValue } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { type ChangeRow, presentChange } from '../../kit/record/changes.ts'
import { shownValues } from '../../kit/record/values.ts'
import { publicId } from '../../lib/ids.ts'
import type { Json } from '../../lib/value.ts'
import { type Origin, originOf, readRaw } from '../../sync/mapping/origin.ts'
import type { ClaimsAnswer } from './schema.ts'
import type { ClaimRow, RankedClaim } from './store.ts'

type Answered = z.input<typeof ClaimsAnswer>
export type Claim = Answered['claims'][number]

/** What whoever asks may know beside the values themselves. */
export interface Viewpoint {
  readonly connectors: ReadonlyMap<string, Connector>
  /** Whether what a vendor sent may be shown: it knows nothing of fields that are hidden. */
  readonly seesRaw: boolean
  readonly seesCredentials: boolean
}

/** What an actor may know beside the values. */
export const viewOf = ({ actor, connectors }: Pick<Ctx, 'actor' | 'connectors'>): Viewpoint => ({
  connectors,
  seesRaw: actor.hiddenFields.length === 0,
  seesCredentials: actor.rights.has('credentials:read'),
})

/** Everything that is said of one field of one person or device. */
export interface Claims {
  readonly row: Readonly<Record<string, unknown>>
  readonly field: Field
  readonly claims: readonly RankedClaim[]
  readonly last: ChangeRow | undefined
  readonly byHand: readonly ChangeRow[]
}

/** Why a value is as it is: who says it, and why the others do not speak. */
export function presentClaims({ row, field, claims, last, byHand }: Claims, view: Viewpoint): Answered {
  const value = shownValues(row, [field])[field.key] ?? null
  const [winner] = claims
  return {
    field: field.key,
    label: field.label,
    value,
    claims: claims.map((claim) => {
      const isWinner = claim === winner && claim.value !== null
      const reason = isWinner || !winner ? null : whyNot(claim, winner)
      return {
        ...presentClaim(claim, field, view),
        isWinner,
        reason,
        reasonText: reason && reasonText(reason, winner),
      }
    }),
    lastChange: last ? presentChange(last, [field]) : null,
    handEdits: byHand.map((change) => presentChange(change, [field])),
  }
}

function presentClaim(
  claim: ClaimRow,
  field: Field,
  { connectors, seesRaw, seesCredentials }: Viewpoint,
): Omit<Claim, 'isWinner' | 'reason' | 'reasonText'> {
  const origin = originOf(claim, field.key, connectors)
  return tellClaim(claim, { origin, value: shownValue(field, claim.value) }, { seesRaw, seesCredentials })
}

/** A claim as it is told, whether or not it speaks. */
export function tellClaim(
  claim: ClaimRow,
  { origin, value }: { readonly origin: Origin | undefined; readonly value: Json },
  { seesRaw, seesCredentials }: Pick<Viewpoint, 'seesRaw' | 'seesCredentials'>,
): Omit<Claim, 'isWinner' | 'reason' | 'reasonText'> {
  const isHand = claim.kind === 'hand'
  const raw = seesRaw && origin?.path && claim.raw !== null ? readRaw(claim.raw, origin.path) : undefined
  return {
    source: claim.kind,
    integrationId: isHand ? null : publicId('int', claim.source_id),
    integrationName: isHand ? null : (claim.integration ?? 'deleted integration'),
    credentialName: seesCredentials ? claim.credential : null,
    vendorId: isHand ? null : claim.vendor_id,
    vendorField: origin ?? null,
    ...(raw === undefined ? {} : { raw }),
    value,
    mappingVersion: claim.mapping_version,
    runId: claim.run_id && publicId('run', claim.run_id),
    at: claim.at.toISOString(),
  }
}

export type Reason = NonNullable<Claim['reason']>

function whyNot(claim: RankedClaim, winner: RankedClaim): Reason {
  if (claim.value === null) return 'empty'
  if (winner.kind === 'hand') return 'hand'
  if (claim.is_over && !winner.is_over) return 'over'
  if (claim.place === winner.place && claim.joined !== winner.joined) return 'merged'
  return claim.source_id === winner.source_id ? 'same-list' : 'source-order'
}

/** Why a claim does not speak, in words. */
export function reasonText(reason: Reason, winner: Pick<ClaimRow, 'integration'> | undefined): string {
  const first = winner?.integration ?? 'The other integration'
  const texts: Readonly<Record<Reason, string>> = {
    empty: 'It says that there is none, so the next source speaks',
    hand: 'What is edited by hand comes before every integration',
    over: 'It tells of what was: the vendor no longer lists it, the conditions leave it out, or the integration was deleted',
    'source-order': `${first} comes before it in the order of sources`,
    merged:
      'It came with somebody who became part of this one; where no order of sources says otherwise, whoever stayed speaks first',
    'same-list':
      'Of two records of one list, the one of the account in better standing speaks; of a device, the newer',
    untold: 'It does not tell this, so what was known stays',
    'loaded-before': `${first} was loaded after it, and of a SaaS user whoever was loaded last speaks`,
    'launched-later': `${first} was launched before it, and said first whose this is`,
    'not-written': 'It did not write this value, or something else was written since: see how it came to be',
  }
  return texts[reason]
}
