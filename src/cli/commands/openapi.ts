import { z } from 'zod'
import { defineCommand } from '../command.ts'
import { jsonText } from '../text/json-text.ts'

/** `muster openapi`: the API's description, always JSON. */
export const openapiCommand = defineCommand({
  usage: 'openapi',
  summary: 'Print the API as OpenAPI 3.1',
  input: z.object({}),
  run: async (session) => {
    const document = await (await session.api()).openapi()
    session.show(document, jsonText(document))
    return undefined
  },
})
