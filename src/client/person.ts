import type { Json, JsonObject } from '../lib/value.ts'

/** A person in a list: values by the key of their field. */
export interface Person {
  readonly id: string
  /** What they are called, by the fields that may be seen. */
  readonly fullName: string | null
  readonly values: Readonly<Record<string, Json>>
  readonly archivedAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** What somebody of an id is called. */
export interface Named {
  readonly id: string
  readonly name: string | null
}

/** A person with the accounts that are theirs and what each integration last said of them. */
export interface PersonDetail extends Person {
  readonly saasUsers: readonly Omit<SaasUser, 'outOfScopeAt' | 'personId' | 'personName' | 'noPersonReason'>[]
  readonly sources: readonly {
    readonly integrationId: string
    readonly integrationName: string
    readonly vendorId: string
    readonly row: JsonObject
    readonly updatedAt: string
  }[]
  /** Nothing is left of them, and no load brings them back. */
  readonly isErased: boolean
  /** The keys of the fields that were edited by hand. */
  readonly byHand: readonly string[]
  /** Who became part of them, the last first; their ids lead here. */
  readonly merged: readonly {
    readonly id: string
    readonly username: string
    readonly actor: string
    readonly at: string
    /** Null: it is older than the runs of merges. */
    readonly runId: string | null
  }[]
}

interface Application {
  readonly vendor: string
  readonly instance: string
}

/** One line of the history of a person or a device. */
export interface Change {
  readonly at: string
  readonly object: string
  readonly kind: string
  readonly field: string | null
  readonly before: Json
  readonly after: Json
  readonly runId: string | null
  readonly actor: string
  /** Of whom it is who became part of this person. */
  readonly mergedFrom: string | null
  /** Of a field that somebody gave back: the source that speaks since; without an id: none does. */
  readonly givenBackTo: {
    readonly integrationId: string | null
    readonly integrationName: string | null
  } | null
}

/** What is written of a person or a device by hand, and which fields the sources decide of again. */
export interface HandPatch {
  readonly values?: Readonly<Record<string, Json>>
  readonly giveBack?: readonly string[]
}

/** What one source says of one field of a person. */
export interface Claim {
  readonly source: 'hand' | 'integration'
  readonly integrationId: string | null
  readonly integrationName: string | null
  readonly credentialName: string | null
  readonly vendorId: string | null
  readonly vendorField: { readonly label: string; readonly path: string | null } | null
  /** What the path finds in the record as it was sent. */
  readonly raw?: Json
  readonly value: Json
  readonly isWinner: boolean
  readonly reason: string | null
  readonly reasonText: string | null
  readonly mappingVersion: number | null
  readonly runId: string | null
  readonly at: string
}

/** Why a value is here: the first claim that is not empty speaks. */
export interface Claims {
  readonly field: string
  readonly label: string
  readonly value: Json
  readonly claims: readonly Claim[]
  readonly lastChange: Change | null
  readonly handEdits: readonly Change[]
}

/** An account at a vendor. Without `personId` nobody is known to own it. */
export interface SaasUser {
  readonly id: string
  readonly application: Application
  readonly vendorId: string
  readonly label: string | null
  readonly role: string | null
  readonly active: boolean | null
  /** The vendor no longer has it. */
  readonly goneAt: string | null
  /** The conditions leave it out. */
  readonly outOfScopeAt: string | null
  /** Its integration was deleted, and no other loads it. */
  readonly unmaintainedAt: string | null
  readonly personId: string | null
  readonly personName: string | null
  /** Somebody said whose it is, or that it is nobody’s. */
  readonly isLinkedByHand: boolean
  /** Why it needs no person; null: nobody said so. */
  readonly noPersonReason: string | null
}

/** A SaaS user with when it was seen, and what each integration of its application last said. */
export interface SaasUserDetail extends SaasUser {
  readonly applicationId: string
  readonly sources: readonly (PersonDetail['sources'][number] & {
    readonly goneAt: string | null
    readonly outOfScopeAt: string | null
    readonly endedAt: string | null
  })[]
  /** Null: not known. */
  readonly lastSeenAt: string | null
  /** When it was first seen. */
  readonly createdAt: string
  readonly updatedAt: string
}

/** An application with how many accounts it has; those that are gone are beside the others. */
export interface SaasApplication extends Application {
  readonly id: string
  readonly name: string
  readonly users: number
  readonly active: number
  readonly inactive: number
  /** The vendor does not say of them whether they are active. */
  readonly untold: number
  readonly unmatched: number
  readonly gone: number
  readonly seats: number | null
  readonly pricePerSeat: number | null
  readonly pricePeriod: 'month' | 'year' | null
  readonly currency: string | null
  /** A day. */
  readonly renewalDate: string | null
  /** Null: unknown, or it is past. */
  readonly renewsInDays: number | null
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly notes: string | null
  readonly archivedAt: string | null
  /** Below 0: more are active than were bought. Null: unknown. */
  readonly unusedSeats: number | null
  /** In a month, in its currency. Null: unknown. */
  readonly inactiveCost: number | null
}

/** What the inactive accounts of applications cost in a month, in one currency. */
export interface Cost {
  readonly currency: string
  readonly applications: number
  readonly inactiveCost: number
}

/** What is edited of an application; what is left out stays, null makes it unknown. */
export type ApplicationPatch = Partial<
  Pick<
    SaasApplication,
    'seats' | 'pricePerSeat' | 'pricePeriod' | 'currency' | 'renewalDate' | 'ownerId' | 'notes'
  >
>
