import type { FastifyInstance } from 'fastify'
import type { JsonObject } from '../../lib/value.ts'
import { type DocsPage, docsPage } from './page.ts'

/** Serves the readable page of the API at `/api/docs`; it is drawn when somebody first asks for it. */
export function serveDocs(app: FastifyInstance, describe: () => JsonObject): void {
  let page: DocsPage | undefined
  app.get('/api/docs', (_, reply) => {
    page ??= docsPage(describe())
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', page.contentPolicy)
      .send(page.text)
  })
}
