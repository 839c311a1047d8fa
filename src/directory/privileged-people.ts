import type { Pasted } from './sql.ts'

/** SQL: the ids of people whose role may write, and of those whose account may. */
export const privilegedPeople = `
  select p.id from person p join role on role.key = p.role where role.writes
   union
  select a.person_id from account a join role on role.key = a.role where role.writes and a.state <> 'disabled'`

/** SQL: whether somebody may write here, by role or by account. */
export const isPrivileged = (personId: Pasted): string =>
  `exists (select from (${privilegedPeople}) who where who.id = ${personId})`
