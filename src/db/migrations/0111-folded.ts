import type { Migration } from '../migration.ts'

/**
 * Texts as people look for them. One function for all that is sorted and searched, so that an index can be built on it; in
 * the words of PostgreSQL alone, so that it is the same everywhere. Most texts are ASCII and take the short way.
 */
export const migration: Migration = {
  version: 111,
  name: 'folded',
  sql: String.raw`
create function folded(given text) returns text language sql immutable parallel safe
return case when octet_length(given) = length(given) then lower(given) else
  translate(
    replace(replace(replace(replace(
      regexp_replace(normalize(lower(given), NFD), '[\u0300-\u036f]', '', 'g'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    'łøđðħŧıəς', 'loddhtieσ')
end;
comment on function folded is 'A text as lists sort and search it: in lower case and without accents';
`,
}
