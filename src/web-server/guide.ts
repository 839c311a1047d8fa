import { readFileSync } from 'node:fs'

/** A part of what programs have to know before their first request: paragraphs, and code that stands by itself. */
export interface Section {
  readonly title: string
  readonly body: readonly (string | { readonly code: string })[]
}

/** What is the same for every route; drawn on the page of the API and told in its description. */
const guideWith = (firstLines: string): readonly Section[] => [
  {
    title: 'The first 20 lines',
    body: [
      'This launches an integration as far as its plan and prints who would change. It needs Node 24 and nothing else, an API token with the rights integrations:read, runs:read and runs:write, and the address of your Muster. Nobody is changed.',
      {
        code: firstLines,
      },
      'To apply exactly this plan: POST /api/runs/{id}/apply with { "digest": run.digest }, then ask for the run until its state is none of queued, leased, reading, planned and applying; finishedAt stays that of the plan meanwhile. succeeded means that all of it was applied. When the directory moved so that the plan would come out differently, nothing is: the run is previewed again, with fault.code run.stale, another digest and another plan to look at.',
    ],
  },
  {
    title: 'From nothing to people',
    body: [
      'POST /api/setup with the code from the console makes the first administrator and answers with the cookie of a session; POST /api/session signs in later. With that session, POST /api/tokens makes a token, whose secret is shown once.',
      'GET /api/connectors lists connectors, their loads and the settings of their credentials. Keep a credential, try it, make an integration of it, and have it mapped:',
      {
        code: `POST /api/credentials { "connector": "planhat", "name": "Planhat", "settings": { "apiToken": "…" } }
POST /api/credentials/{id}/test
POST /api/integrations { "connector": "planhat", "load": "users", "name": "Planhat", "credentialId": "…" }
POST /api/integrations/{id}/smart-mapping { "accept": true }`,
      },
      'Role and sync key are left to you; missing tells what is. mapping is replaced as a whole, so add to what you got: to entries the role that everybody gets, of those that may write nothing, and as sync key the key of a unique field. A person is found by it; with update: true it is also written, with false it only finds.',
      {
        code: `PATCH /api/integrations/{id} { "mapping": {
  "entries": [ …, { "target": "role", "source": { "kind": "constant", "value": "Employee" } } ],
  "syncKeys": [{ "field": "email", "update": true }] } }`,
      },
      'The first plan that is applied launches the integration: from then on it runs once a night. PATCH it with { "schedule": { "every": "off" } } to keep it from that.',
    ],
  },
  {
    title: 'Who asks',
    body: [
      'Every request but those marked as open needs a token, as in Authorization: Bearer …, or the session of a browser. A token may do what its rights say; each operation names the right it needs.',
      'A session is a cookie that POST /api/setup and POST /api/session set. Its requests other than GET, and these two, also need the header X-Muster: 1 and, as browsers send it, Origin: with the address of your Muster.',
      'Bodies are JSON in UTF-8, sent as Content-Type: application/json, of 1 MiB at most. What is not known is refused, at its name, instead of being passed over.',
    ],
  },
  {
    title: 'Lists',
    body: [
      'A list comes in pieces: { "items": […], "next": "…" }. Hand next back as cursor to get the piece behind it; at the end it is null. A cursor belongs to the order it was made in.',
      'filter takes rules that and, or and parentheses combine; and binds closer than or. A rule is a field, perhaps not, an operator and a value:',
      {
        code: `department eq "Sales" and (active eq true or email ends "@example.com")
role in ("Viewer", "Editor") and manager not empty
start_date gt 2026-01-31 and end_date before-days 30
last_seen last-days 7 or createdAt eq this-month
createdAt between (2026-01-01, 2026-03-31)`,
      },
      'Operators are eq (or equals), gt (greater), lt (less), between, contains, starts, ends, in, empty, and those of days below. Texts are compared without regard to case. What is empty fits empty and nothing else, and not is always the opposite, so department not eq "Sales" also has those without a department. A text is in quotes as in JSON; a word without blanks needs none. At most 50 rules, in groups at most 8 deep.',
      'A date, or a date and time, is asked for whole days: 2026-03-29, or today, yesterday, tomorrow, or one of this-, last- and next- with week, month, quarter or year, as in last-week; weeks begin on Monday. gt is after the end of these days, lt before they begin, between from the first through the last. last-days 30 is today and the thirty days before, before-days 30 is earlier; next-days and after-days are the same ahead. A date and time can be compared with a moment, too: 2026-03-29T10:00:00Z. Days begin in the zone of your Muster, which GET /api/health tells; times in answers are in UTC.',
      'sort takes fields with commas between them, each with - before it to turn it round: sort=department,-start_date. What is empty comes last.',
      'fields leaves out everything else: fields=username,email.',
      'Below each list is its count: GET /api/people/count?filter=…. It stops at a million and then says exact: false.',
      'Fields are those of the answer; of people also the keys of GET /api/fields, of devices those of GET /api/fields?object=device, your own included: model contains "MacBook" and last_seen before-days 30.',
      {
        code: `curl -G $MUSTER_ORIGIN/api/people -H "Authorization: Bearer $MUSTER_TOKEN" \\
  --data-urlencode 'filter=department eq "Sales"' -d sort=-start_date -d fields=username,start_date`,
      },
    ],
  },
  {
    title: 'When something is wrong',
    body: [
      'Every refusal is a problem in JSON (RFC 9457): code is for programs and stays, detail says in words what happened and the way out, problems names each field that does not fit.',
      {
        code: `{ "type": "urn:muster:problem:input.invalid", "title": "Some of what was sent is not valid", "status": 422,
  "code": "input.invalid", "detail": "filter: There is no field \\"nmae\\" here; did you mean \\"name\\"?",
  "problems": [{ "field": "filter", "message": "There is no field \\"nmae\\" here; did you mean \\"name\\"?" }] }`,
      },
    ],
  },
  {
    title: 'How often',
    body: [
      'A session or token has 600 requests a minute, an address that does not say who it is 60, and a costly route 10. RateLimit and RateLimit-Policy say what is left; beyond it the answer is 429 with Retry-After. Each server counts for itself, and the socket of the machine is free.',
    ],
  },
  {
    title: 'What stays',
    body: [
      'Fields may be added to answers, and routes to the API; whoever reads it passes over what it does not know. Nothing is taken away or changes its meaning at once: a route that will go says so for at least half a year, by the headers Deprecation and Sunset and on this page, with what to use instead.',
    ],
  },
]

/** The guide, with a program that is tried like any other of ours. */
export function readGuide(): readonly Section[] {
  return guideWith(readFileSync(new URL('../../docs/examples/plan.mjs', import.meta.url), 'utf8').trim())
}

/** The guide as one text in Markdown. */
export function guideText(): string {
  const parts = readGuide().map(({ title, body }) => {
    const paragraphs = body.map((part) => (typeof part === 'string' ? part : `\`\`\`\n${part.code}\n\`\`\``))
    return [`## ${title}`, ...paragraphs].join('\n\n')
  })
  return parts.join('\n\n')
}
