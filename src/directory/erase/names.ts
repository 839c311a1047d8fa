import type { ClientBase } from 'pg'
import type { Pasted } from '../sql.ts'

/**
 * Puts into temporary tables who is sought (`whom`), and what they are called, and were, by username and e-mail address
 * (`owner_name`): in lower case, as a pattern of JSON that has it as a whole value, and as one of a text that has it
 * anywhere. What belongs to somebody else by now is theirs.
 */
export async function gatherNames(client: ClientBase, personId: string): Promise<void> {
  await client.query('drop table if exists pg_temp.whom, pg_temp.owner_name')
  await client.query('create temp table whom (id uuid) on commit drop')
  await client.query('create temp table owner_name (name text, in_json text, in_text text) on commit drop')
  await client.query('insert into whom values ($1)', [personId])
  await client.query(
    `insert into owner_name
     select name, ${patternOf('to_json(name)::text')}, ${patternOf('name')}
       from (${namesSql}) known where name <> ''`,
    [personId],
  )
  await client.query('analyze owner_name')
}

/** SQL: the pattern of LIKE that fits what has a text in it. */
const patternOf = (text: string): string =>
  `'%' || regexp_replace(${text}, '([\\\\%_])', '\\\\\\1', 'g') || '%'`

const namesSql = `
  select unnest(array[username_key, email_key]) as name from person where id = $1
   union
  select lower(said.name) from (
    select unnest(array[before, after]) #>> '{}' as name from change
     where object_id = $1 and object = 'person' and field in ('username', 'email')
     union
    select unnest(array[after->>'username', after->>'email']) from change
     where object_id = $1 and object = 'person' and kind = 'created'
  ) said
   where not exists (select from person p where p.id <> $1 and p.username_key = lower(said.name))
     and not exists (select from person p where p.id <> $1 and p.email_key = lower(said.name))`

/** SQL: the bare id of who is sought. */
export const whom = '(select whom.id from whom)'

/** SQL: the names that are addresses: a username may be anybody's first name. */
const ofAddresses = `from owner_name o where strpos(o.name, '@') > 1`

/** SQL: whether JSON as text has one of the names as a whole value. */
export const names = (json: Pasted): string =>
  `lower(${json}) like any (array(select o.in_json from owner_name o))`

/** SQL: the same of addresses alone. */
export const addresses = (json: Pasted): string =>
  `lower(${json}) like any (array(select o.in_json ${ofAddresses}))`

/** SQL: whether a text is one of the addresses. */
export const isAddress = (text: Pasted): string => `lower(${text}) in (select o.name ${ofAddresses})`

/** SQL: whether a text is one of the names; as indexes have it, which take no text of any length. */
export const isName = (text: Pasted): string =>
  `md5(lower(${text})) in (select md5(o.name) from owner_name o)`

/** SQL: whether a text has one of their addresses in it, or their id as the API shows it: what nobody else is called. */
export const tells = (text: Pasted): string =>
  `(strpos(lower(${text}), public_id('per', ${whom})) > 0
     or lower(${text}) like any (array(select o.in_text ${ofAddresses})))`
