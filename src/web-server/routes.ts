import { connectorRoutes } from '../features/connectors/routes.ts'
import type { Route } from '../kit/route.ts'

/** Every route of the product, in the order of the API's pages. */
export const routes: readonly Route[] = [...connectorRoutes]
