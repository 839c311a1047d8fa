import { Ajv2020 } from 'ajv/dist/2020.js'
import { isObject, type Json, type JsonObject } from '../../src/lib/value.ts'
import { contentTypes, xlsxType } from '../../src/web-server/content-types.ts'
import type { Request } from './api-requests.ts'

/** What came back. */
export interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** What an answer must not be, by the name under which it is counted. */
export type Fault = '5xx' | 'undocumented' | 'schema_mismatch' | 'negative_accepted' | 'tells_too_much'

/** Judges answers by the description of the API. */
export function judgeBy(description: JsonObject): (request: Request, answer: Answer) => readonly Fault[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false })
  ajv.addSchema({ $id: 'api', ...description })
  const pointer = (...path: string[]) =>
    `api#/${path.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
  return ({ operation, flaw }, { statusCode, headers, body }) => {
    const { path, method, said } = operation
    const responses = isObject(said.responses) ? said.responses : {}
    const isGood = statusCode < 400
    const type = isGood
      ? typeOf(responses[statusCode], String(headers['content-type']))
      : 'application/problem+json'
    const schema = isGood
      ? pointer('paths', path, method, 'responses', String(statusCode), 'content', type, 'schema')
      : pointer('components', 'schemas', 'Problem')
    const isDocumented = String(statusCode) in responses
    const fits =
      statusCode === 204
        ? body === ''
        : isDocumented &&
          String(headers['content-type']).startsWith(type) &&
          partsOf(type, body).every((part) => ajv.validate(schema, part))
    return [
      ...(statusCode >= 500 ? (['5xx'] as const) : []),
      ...(isDocumented ? [] : (['undocumented'] as const)),
      ...(fits ? [] : (['schema_mismatch'] as const)),
      ...(isGood && flaw !== undefined ? (['negative_accepted'] as const) : []),
      ...(!isGood && tells.test(body) ? (['tells_too_much'] as const) : []),
    ]
  }
}

/** Which of the types it is described with a good answer comes as; the first where it is none of them. */
function typeOf(response: Json | undefined, sent: string): string {
  const types = isObject(response) && isObject(response.content) ? Object.keys(response.content) : []
  return types.find((type) => sent.startsWith(type)) ?? types[0] ?? contentTypes.json
}

/** What is described of an answer: a text, one document, or each of many. */
function partsOf(type: string, body: string): readonly unknown[] {
  const each = body.split('\n').filter((line) => line !== '')
  switch (type) {
    case contentTypes.table:
    case xlsxType:
      return [body]
    case contentTypes.lines:
      return each.map((line) => JSON.parse(line))
    case contentTypes.events:
      // The last event of all has no data.
      return each.flatMap((line) => (/^data: ./.test(line) ? [JSON.parse(line.slice(6))] : []))
    default:
      return [JSON.parse(body)]
  }
}

/** Stacks, statements and paths of the machine. */
const tells = /\n\s+at |\bselect .+ from\b|\binsert into\b|node_modules|\.ts:\d|\/home\/|\/var\//i
