import type { ClientBase } from 'pg'

/**
 * What the plan that was just made says, as one SHA-256: vendor id, outcome, existing person and what would change, sorted.
 * Two plans with one digest do the same; ids that creations will get and row numbers are not part of it,
 * so records that share a vendor id, or have none, are sorted by what is wrong with them.
 * `unmaintained`: how many SaaS users become so, who have no outcome. Hashed by the ten thousand, so that no text grows with the size of the list.
 */
export async function planDigest(client: ClientBase, runId: string, unmaintained: number): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(
    `with told as (
       select o.vendor_id, o.reason, o.problems,
              concat_ws(' ', o.vendor_id, o.kind, o.reason, r.row_hash, r.found, coalesce(o.changes, '{}'), o.account, o.software, o.problems) as text
         from outcome o left join plan_row r on r.number = o.number
        where o.run_id = $1 and o.kind <> 'unchanged'
        union all
       select r.vendor_id, null, null, r.vendor_id || ' created ' || r.row_hash
         from plan_row r where not exists (select from outcome o where o.run_id = $1 and o.number = r.number)
     ), line as (
       select row_number() over (order by vendor_id collate "C", reason, problems) as place, text from told
     ), part as (
       select place / 10000 as part, sha256(convert_to(string_agg(text, E'\\n' order by place), 'UTF8')) as hash
         from line group by 1
     )
     select encode(sha256(coalesce(string_agg(hash, '' order by part), '')
                   || case when $2 > 0 then convert_to(' unmaintained ' || $2, 'UTF8') else '' end), 'hex') as digest from part`,
    [runId, unmaintained],
  )
  return rows[0]?.digest ?? ''
}
