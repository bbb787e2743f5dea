/** The pages that only a sandbox has; a Worker of real connections leaves them out. */

import type { Hono } from 'hono'
import type { Gateway } from '../engine/gateway.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { componentsPage } from './gallery/components.ts'
import { tryComposerPage } from './gallery/try-composer.ts'
import type { View } from './kit/page.ts'
import type { PageContext } from './kit/page-context.ts'
import { serveStage, stagePage } from './stage/stage.ts'

type Serve = (path: string, view: (context: PageContext) => Promise<View>) => void

/** The first page with its routes, and the pages about components. */
export const serveSandboxPages = (app: Hono, gateway: Gateway, sandbox: Sandbox, page: Serve) => {
  page('/', (context) => stagePage(context, sandbox))
  page('/components', componentsPage)
  page('/components/composer', tryComposerPage)
  serveStage(app, gateway, sandbox)
}
