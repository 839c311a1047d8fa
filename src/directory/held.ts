/** Reasons for which a row waits until a person looks at a plan. */
export const heldReasons = ['privileged', 'address_reused'] as const

/**
 * SQL: holds back the rows of a plan that a query tells (`number`). Of one for whom another record speaks, only the account
 * is held.
 */
export const holdSql = (reason: (typeof heldReasons)[number], rows: string): string => `
  update plan_row held
     set reason = '${reason}', "values" = case when held.reason = 'same_object' then '{}' else held."values" end
    from (${rows}) touched
   where touched.number = held.number and (held.reason is null or held.reason = 'same_object')`
