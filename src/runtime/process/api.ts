/** The API of a process, which loads it after its first answer; a Worker has it from its start (`#api`). */

export const loadApi = async () => {
  const { serveRoutes } = await import('../../http/kit/serve.ts')
  const { ROUTES } = await import('../../http/v1/routes.ts')
  return { serveRoutes, ROUTES }
}
