/** Files that customers sent, and to which hosts the key goes. */

import { createHash } from 'node:crypto'
import { HttpResponse } from 'msw'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACCOUNT, startTelnyx } from '../../../support/provider/telnyx.ts'

let telnyx: Awaited<ReturnType<typeof startTelnyx>>
beforeAll(async () => {
  telnyx = await startTelnyx()
})
afterAll(() => telnyx.close())

const read = (url: string) => telnyx.provider.media({ url }, telnyx.http)
const keys = () => telnyx.state.requests.map(({ headers }) => headers.get('authorization'))
const serve = (path: string, file: (request: Request) => Response) => {
  telnyx.state.requests.length = 0
  telnyx.state.files[path] = file
}

describe('a file', () => {
  test('is fetched without the key where the address is public', async () => {
    serve('/a.jpg', () => new HttpResponse('picture'))
    expect(await (await read('https://media.telnyx.com/a.jpg')).text()).toBe('picture')
    expect(keys()).toEqual([null])
  })

  test('is requested with the key after a refusal', async () => {
    serve('/b.jpg', ({ headers }) =>
      headers.has('authorization')
        ? new HttpResponse('b')
        : new HttpResponse(null, { status: 401 }),
    )
    expect(await (await read('https://media.telnyx.com/b.jpg')).text()).toBe('b')
    expect(keys()).toEqual([null, `Bearer ${ACCOUNT.apiKey}`])
  })

  test('that has expired gives its host’s answer', async () => {
    expect((await read('https://media.telnyx.com/gone.jpg')).status).toBe(404)
  })

  test('is compared with the webhook’s checksum', async () => {
    serve('/c.jpg', () => new HttpResponse('picture'))
    const sha256 = createHash('sha256').update('picture').digest('hex')
    const url = 'https://media.telnyx.com/c.jpg#sha256='
    expect(await (await read(url + sha256)).text()).toBe('picture')
    await expect(read(url + 'ab'.repeat(32))).rejects.toThrow('checksum')
  })

  test('and the key are requested from no other host', async () => {
    telnyx.state.requests.length = 0
    for (const url of [
      'https://elsewhere.example/a.jpg',
      'http://media.telnyx.com/a.jpg',
      'https://media.telnyx.com.evil.example/a.jpg',
      'https://eviltelnyx.com/a.jpg',
      'https://u:p@media.telnyx.com/a.jpg',
      'file:///etc/passwd',
    ])
      await expect(read(url)).rejects.toThrow('not on a host of Telnyx')
    expect(telnyx.state.requests).toEqual([])
  })
})
