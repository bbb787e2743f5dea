/** The API of a Worker: a request would have to wait for what is loaded later. */

import { serveRoutes } from '../../http/kit/serve.ts'
import { ROUTES } from '../../http/v1/routes.ts'

/** `#api` */
export const loadApi = async () => ({ serveRoutes, ROUTES })
