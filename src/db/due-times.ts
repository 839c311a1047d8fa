/**
 * When schedules want their runs; part of migration 5. A schedule is one of
 * {"every": "off"}, {"every": "hours", "hours": 6, "minute": 15},
 * {"every": "day", "at": "02:30", "zone": "Europe/Berlin"}, the same with "week" and "days": [1, 7] (Monday is 1),
 * or with "month" and "day": 31 or "last".
 */
export const dueTimes = `
-- What schedules, back-off and retention take for now. A test can say what time it is: "muster.now" in its session,
-- which stands still, or goes on "muster.now_pace" times as fast since "muster.now_since".
create function muster_now() returns timestamptz language sql stable as $$
  select coalesce(
    nullif(current_setting('muster.now', true), '')::timestamptz + coalesce(
      (clock_timestamp() - nullif(current_setting('muster.now_since', true), '')::timestamptz)
        * nullif(current_setting('muster.now_pace', true), '')::float8, interval '0'),
    clock_timestamp())
$$;

-- The first moment at which clocks in the zone show this time or a later one: of a time that comes twice the first,
-- of a time that is skipped the end of the gap.
create function first_moment(wall timestamp, zone text) returns timestamptz language plpgsql stable as $$
declare
  day_before constant timestamptz := wall at time zone 'UTC' - interval '1 day';
  day_after constant timestamptz := wall at time zone 'UTC' + interval '1 day';
  -- By what the clocks were ahead of UTC the day before, and the day after.
  one constant timestamptz := (wall - (day_before at time zone zone - day_before at time zone 'UTC')) at time zone 'UTC';
  other constant timestamptz := (wall - (day_after at time zone zone - day_after at time zone 'UTC')) at time zone 'UTC';
begin
  if one = other then return one; end if;
  return (select min(moment) from generate_series(least(one, other), greatest(one, other), '1 minute') as moment
           where moment at time zone zone >= wall);
end $$;

-- The days around a day on which a schedule wants a run: enough of them for one before and one after.
create function due_days(schedule jsonb, around date) returns setof date language sql stable as $$
  select around + n from generate_series(-2, 2) as n where schedule ->> 'every' = 'day'
   union all
  select around + n from generate_series(-8, 8) as n
   where schedule ->> 'every' = 'week' and schedule -> 'days' @> to_jsonb(extract(isodow from around + n)::int)
   union all
  select least((month + interval '1 month - 1 day')::date,
               month::date + coalesce(nullif(schedule ->> 'day', 'last')::int, 31) - 1)
    from generate_series(date_trunc('month', around::timestamp) - interval '2 months',
                         date_trunc('month', around::timestamp) + interval '2 months', '1 month') as month
   where schedule ->> 'every' = 'month'
$$;

-- Due times around a moment, at least one before and one after; none of a schedule that is off.
-- Every so many hours is counted from 1970 in UTC, so that neither late runs nor clock changes shift it.
create function due_around(schedule jsonb, moment timestamptz) returns setof timestamptz language sql stable as $$
  select to_timestamp(((floor((extract(epoch from moment) - first) / length) + n) * length + first)::float8)
    from (values (coalesce((schedule ->> 'minute')::int, 0) * 60, (schedule ->> 'hours')::int * 3600))
           as slot (first, length), generate_series(-1, 1) as n
   where schedule ->> 'every' = 'hours'
   union all
  select first_moment(day + (schedule ->> 'at')::time, schedule ->> 'zone')
    from due_days(schedule, (moment at time zone (schedule ->> 'zone'))::date) as day
$$;

-- The first due time after a moment.
create function next_due(schedule jsonb, after timestamptz) returns timestamptz language plpgsql stable as $$
begin
  return (select min(due) from due_around(schedule, after) as due where due > after);
end $$;

-- The last due time until a moment.
create function last_due(schedule jsonb, until timestamptz) returns timestamptz language plpgsql stable as $$
begin
  return (select max(due) from due_around(schedule, until) as due where due <= until);
end $$;

-- The first so many due times from a first one on.
create function due_from(schedule jsonb, first timestamptz, many int) returns setof timestamptz language sql stable as $$
  with recursive time (due, n) as (
    select first, 1 where first is not null
     union all
    select next_due(schedule, due), n + 1 from time where n < many
  )
  select due from time
$$;
`
