/** The gateway on Cloudflare Workers. */

export default { fetch: () => new Response('not yet', { status: 503 }) }
