import { isObject, type JsonObject } from '../../lib/value.ts'

interface Asked {
  readonly method: string
  readonly path: string
  readonly said: JsonObject
}

/** How to ask an operation from a shell. */
export function curlText({ method, path, said }: Asked): string {
  const isOpen = Array.isArray(said.security) && said.security.length === 0
  const body = exampleBody(said.requestBody)
  const lines = [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} $MUSTER_ORIGIN${path}`,
    ...(isOpen ? [] : ['-H "Authorization: Bearer $MUSTER_TOKEN"']),
    ...(said.requestBody === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d '${body.replaceAll("'", "'\\''")}'`]),
  ]
  return lines.join(' \\\n  ')
}

function exampleBody(body: unknown): string {
  const content = isObject(body) && isObject(body.content) ? body.content['application/json'] : undefined
  const example = isObject(content) ? content.example : undefined
  return example === undefined ? '{ … }' : JSON.stringify(example)
}
