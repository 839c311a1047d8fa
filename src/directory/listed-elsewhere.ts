import type { Pasted } from './sql.ts'

/** Whose account: SQL expressions of its application and vendor id, and of the source that is not asked. */
interface Account {
  readonly applicationId: Pasted
  readonly vendorId: Pasted
  readonly sourceId: string
}

/** SQL: whether another integration of the application, which was not deleted, lists an account, too. */
export const listedElsewhere = ({ applicationId, vendorId, sourceId }: Account): string => `
  exists (select from source other join source_record listed on listed.source_id = other.id and listed.vendor_id = ${vendorId}
           where other.application_id = ${applicationId} and other.id <> ${sourceId} and other.ended_at is null
             and listed.gone_at is null)`
