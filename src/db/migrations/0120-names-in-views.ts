import type { Migration } from '../migration.ts'

/**
 * A view that quotes what somebody is called is hidden only from whom one of the fields is hidden that such names are made of:
 * what people are called has no e-mail address in it, and whose a device is no name. One that is not told for sure stays as it is.
 */
export const migration: Migration = {
  version: 120,
  name: 'names-in-views',
  sql: `
update view set names = array_remove(names, 'email')
 where not words ? 'search' and words ? 'filter' and case list
         when 'people' then concat_ws(' ', words->>'filter', words->>'sort', words->>'columns', words->>'group') !~ '\\memail\\M'
         when 'devices' then words->>'filter' !~ '\\mowner\\M'
         when 'saas-users' then words->>'filter' !~ '\\mlabel\\M'
         else list = 'saas-applications' end;
update view set names = array(select name from unnest(names) name where name not in ('first_name', 'last_name', 'display_name'))
 where not words ? 'search' and list = 'devices' and words->>'filter' !~ '\\mownerName\\M';
`,
}
