/** More than so many objects of a kind are told in one event, with their numbers and where to read them. */
const most = 1000

/** How webhooks are told of the changes of a kind of objects. */
interface Telling {
  readonly noun: string
  /** The type of the event that stands for many. */
  readonly many: string
  /** SQL: of one that changed (`o`), what its event says (`data`), and what that is read from. */
  readonly data: string
  readonly from?: string
}

type Tellings = Readonly<Record<string, Telling>>

/** What webhooks are told of people, devices and SaaS users. */
export const tellings = {
  person: {
    noun: 'person',
    many: 'people.changed',
    data: `
           'personId', public_id('per', o.object_id), 'path', '/api/people/' || public_id('per', o.object_id),
           'fields', o.fields`,
  },
  device: {
    noun: 'device',
    many: 'devices.changed',
    data: `
           'deviceId', public_id('dev', o.object_id), 'path', '/api/devices/' || public_id('dev', o.object_id),
           'fields', o.fields`,
  },
  saas_user: {
    noun: 'saas-user',
    many: 'saas-users.changed',
    data: `
           'saasUserId', public_id('usr', o.object_id), 'application', jsonb_build_object('vendor', a.vendor, 'instance', a.instance),
           'personId', public_id('per', u.person_id), 'fields', o.fields`,
    from: ' join saas_user u on u.id = o.object_id join saas_application a on a.id = u.application_id\n  ',
  },
} as const satisfies Tellings

/** What webhooks are told of changes, in the place of two functions of migration 10. */
export const toldChanges = (kinds: Tellings): string => `
create or replace function tell_of_changes_of(of_run uuid) returns void language plpgsql as $$
begin
  if not exists (select from webhook where events && ${typesSql(nounsOf(kinds))}) then return; end if;
  ${told(
    `(select object, object_id, kind, field, after, actor from change where run_id = of_run
           union all
           select 'saas_user', u.id, 'created', null, null, r.actor from saas_user u join run r on r.id = of_run
            where u.run_id = of_run)`,
    kinds,
  )}
end $$;

create or replace function tell_of_changes() returns trigger language plpgsql as $$
declare
  of_run constant uuid := null;
begin
  if not exists (select from webhook where events && ${typesSql(nounsOf(kinds))}) then return null; end if;
  ${told('(select * from made where run_id is null)', kinds)}
  return null;
end $$;
`

/** Writes an event for each object among these changes, or one for all of a kind. */
function told(changes: string, kinds: Tellings): string {
  return `insert into webhook_event (type, wanted_by, data)
  with object as materialized (
    select c.object, c.object_id, min(c.actor) as actor, coalesce(jsonb_agg(distinct c.field) filter (where c.field is not null), '[]') as fields,
           case when bool_or(c.kind = 'created') then 'created'
                when bool_or(c.kind = 'archived' or c.object = 'saas_user' and c.field = 'gone' and c.after = 'true') then 'gone'
                else 'changed' end as what
      from ${changes} c group by c.object, c.object_id
  ), kind as (
    select object, min(actor) as actor, count(*) as count, count(*) filter (where what = 'created') as created,
           count(*) filter (where what = 'changed') as changed, count(*) filter (where what = 'gone') as gone
      from object group by object
  )
${Object.entries(kinds).map(eachOf).join('\n   union all\n')}
   union all
  select ${ofKind(kinds, ({ many }) => `'${many}'`)}, ${ofKind(kinds, ({ noun }) => typesSql([noun]))},
         jsonb_build_object('created', created, 'changed', changed, 'gone', gone, 'runId', public_id('run', of_run),
           'path', '/api/runs/' || public_id('run', of_run) || '/outcomes', 'actor', actor)
    from kind where count > ${most};`
}

/** SQL: an event for each object of a kind. */
const eachOf = ([object, { noun, data, from = '' }]: readonly [string, Telling]): string => `\
  select '${noun}.' || o.what, array['${noun}.' || o.what], jsonb_build_object(${data}, 'runId', public_id('run', of_run), 'actor', o.actor)
    from object o join kind k using (object)${from} where o.object = '${object}' and k.count <= ${most}`

const nounsOf = (kinds: Tellings): readonly string[] => Object.values(kinds).map(({ noun }) => noun)

/** SQL: what is said of each kind of object. */
function ofKind(kinds: Tellings, say: (kind: Telling) => string): string {
  const cases = Object.entries(kinds).map(([object, kind]) => `when '${object}' then ${say(kind)}`)
  return `case object ${cases.join(' ')} end`
}

function typesSql(nouns: readonly string[]): string {
  const types = nouns.flatMap((noun) => ['created', 'changed', 'gone'].map((verb) => `'${noun}.${verb}'`))
  return `array[${types.join(', ')}]`
}
