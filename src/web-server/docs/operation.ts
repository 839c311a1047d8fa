import { isObject, type Json, type JsonObject } from '../../lib/value.ts'
import { contentTypes } from '../content-types.ts'
import { curlText } from './curl.ts'
import { type Html, html, prose } from './html.ts'
import { rowText, schemaRows, typeText } from './schema-rows.ts'

/** What the page needs of an operation. */
interface Shown {
  readonly method: string
  readonly path: string
  readonly said: JsonObject
}

/** An operation: what it is for, what it takes and answers, and how to ask it. Closed until somebody opens it. */
export function operationPart({ method, path, said }: Shown, schemas: JsonObject): Html {
  const id = String(said.operationId)
  const body = jsonSchema(said.requestBody)
  const { status, schema: answer, form } = goodAnswer(said.responses)
  return html`<details id="${id}"><summary><code class="method ${method}">${method.toUpperCase()}</code>
<code>${path}</code> <span>${String(said.summary)}</span></summary>
${said.deprecated === true ? html`<p class="end">${String(said.description)}</p>` : html``}
<p>${needsText(said)}</p>
${rowsTable('Parameters', parameterRows(said.parameters, schemas))}
${rowsTable('Body', body === undefined ? [] : schemaRows(body, schemas))}
${form === '' ? html`` : html`<p>${form}</p>`}
${rowsTable(`Answer ${status}`, answer === undefined ? [] : schemaRows(answer, schemas))}
<p>Problems: ${problemStatuses(said.responses)}</p>
<pre tabindex="0">${curlText({ method, path, said })}</pre></details>`
}

function needsText(said: JsonObject): Html {
  if (typeof said['x-needs'] === 'string') return html`Needs the right <code>${said['x-needs']}</code>.`
  return Array.isArray(said.security) && said.security.length === 0
    ? html`Open: needs no token.`
    : html`For an account that is signed in, about itself.`
}

type Row = ReturnType<typeof schemaRows>[number]

function rowsTable(title: string, rows: readonly Row[]): Html {
  if (rows.length === 0) return html``
  const lines = rows.map(
    ({ name, type, isRequired, description }) =>
      html`<tr><th scope="row"><code>${name}</code>${
        isRequired ? '' : html` <small>optional</small>`
      }</th><td>${type}</td><td>${prose(description)}</td></tr>`,
  )
  return html`<h3>${title}</h3><div class="wide" tabindex="0" role="region" aria-label="${title}"><table>${lines}</table></div>`
}

function parameterRows(parameters: Json | undefined, schemas: JsonObject): Row[] {
  return (Array.isArray(parameters) ? parameters : []).filter(isObject).flatMap((one) => {
    if (typeof one.name !== 'string') return []
    const schema = one.schema ?? {}
    return [
      {
        name: one.name,
        type: typeText(schema, schemas),
        isRequired: one.required === true,
        description: rowText(schema),
      },
    ]
  })
}

function jsonSchema(body: Json | undefined): Json | undefined {
  const content = isObject(body) && isObject(body.content) ? body.content['application/json'] : undefined
  return isObject(content) ? content.schema : undefined
}

interface Answered {
  readonly status: string
  readonly schema: Json | undefined
  /** How it comes, where it is not one document of JSON. */
  readonly form: string
}

const forms: Readonly<Record<string, string>> = {
  [contentTypes.lines]: 'The answer comes as lines of JSON, each of the shape below.',
  [contentTypes.events]:
    'The answer goes on as server-sent events: the data of each is JSON of the shape below, sent when something of it changed. The last event is called end; silence is broken by comments.',
}

function goodAnswer(responses: Json | undefined): Answered {
  const [status = '', body] =
    Object.entries(isObject(responses) ? responses : {}).find(([code]) => code < '300') ?? []
  const [type = '', content] =
    Object.entries(isObject(body) && isObject(body.content) ? body.content : {})[0] ?? []
  return { status, schema: isObject(content) ? content.schema : undefined, form: forms[type] ?? '' }
}

function problemStatuses(responses: Json | undefined): string {
  const statuses = Object.keys(isObject(responses) ? responses : {})
  return statuses.filter((status) => status >= '400').join(', ')
}
