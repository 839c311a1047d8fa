import type { Migration } from '../migration.ts'
import { tellings, toldChanges } from '../told-changes.ts'

/** What the columns of terms are called where they are told. */
const names = `'{"seats": "seats", "seat_price": "pricePerSeat", "price_period": "pricePeriod", "currency": "currency",
  "renewal_date": "renewalDate", "owner_id": "ownerId", "notes": "notes"}'::jsonb`

/** How webhooks are told of each kind of objects since then. */
export const kinds = {
  ...tellings,
  saas_user: {
    ...tellings.saas_user,
    data: `${tellings.saas_user.data}, 'isLinkedByHand', u.linked_by_hand, 'needsNoPerson', u.no_person_reason is not null`,
  },
  saas_application: {
    noun: 'saas-application',
    many: 'saas-applications.changed',
    data: `
           'saasApplicationId', public_id('app', o.object_id), 'path', '/api/saas-applications/' || public_id('app', o.object_id),
           'application', jsonb_build_object('vendor', a.vendor, 'instance', a.instance),
           'fields', (select coalesce(jsonb_agg(coalesce(${names}->>f, f)), '[]') from jsonb_array_elements_text(o.fields) f)`,
    from: ' join saas_application a on a.id = o.object_id\n  ',
  },
}

/** Webhooks are told of terms of SaaS applications, and whether somebody said whose a SaaS user is. */
export const migration: Migration = {
  version: 118,
  name: 'events-of-applications',
  sql: toldChanges(kinds),
}
