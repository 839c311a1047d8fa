import type { Pool } from 'pg'

/** What no vendor tells of an application: what was bought at which price, until when, and who answers for it. */
export interface Terms {
  readonly seats: number | null
  readonly seat_price: number | null
  readonly price_period: 'month' | 'year' | null
  readonly currency: string | null
  readonly renewal_date: string | null
  /** A person. */
  readonly owner_id: string | null
  readonly notes: string | null
}

/** Keeps the terms of an application. No plan depends on them, and no run touches them. */
export async function keepTerms(
  db: Pick<Pool, 'query'>,
  applicationId: string,
  { seats, seat_price, price_period, currency, renewal_date, owner_id, notes }: Terms,
): Promise<void> {
  await db.query(
    `update saas_application set seats = $2, seat_price = $3, price_period = $4, currency = $5, renewal_date = $6,
            owner_id = $7, notes = $8 where id = $1`,
    [applicationId, seats, seat_price, price_period, currency, renewal_date, owner_id, notes],
  )
}
