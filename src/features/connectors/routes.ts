import { page } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { describeConnector } from './rules.ts'
import { ConnectorAnswer } from './schema.ts'

export const connectorRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/connectors',
    summary: 'The vendors on the shelf: what a credential of each consists of, and what can be loaded',
    needs: 'connectors:read',
    output: page(ConnectorAnswer),
    // The shelf is short: it comes in one piece.
    run: async (ctx) => ({ items: [...ctx.connectors.values()].map(describeConnector), next: null }),
  }),
]
