/** SQL: whether somebody's role may write. Those who may sign in belong here, too, once there are any. */
export const isPrivileged = (personId: string): string =>
  `exists (select from person p join role on role.label = p.role where role.writes and p.id = ${personId})`
