/** A CRM that says yes to everything and counts. */

import { createServer } from 'node:http'

let received = 0
const ids = new Set<string>()

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify({ received, distinct: ids.size }))
    return
  }
  received += 1
  ids.add(String(request.headers['webhook-id']))
  request.resume()
  request.on('end', () => response.writeHead(204).end())
})
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1')
