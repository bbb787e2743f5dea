/** What each account may do, and what of it stays secret. */

import { describe, expect, it } from 'vitest'
import {
  ACCOUNT,
  basic,
  KEY,
  MESSAGES,
  SMS_FROM,
  TO,
  TOKEN,
} from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { face, open } from './rig.ts'

describe('an account', () => {
  it('needs its own secret', async () => {
    await open()
    for (const authorization of [
      '',
      'Bearer the-api-key-of-acme-0123456789',
      'Basic',
      'Basic !!!',
      basic(ACCOUNT, ''),
      basic(ACCOUNT, KEY.secret),
      basic(KEY.sid, TOKEN),
      basic(ACCOUNT.toUpperCase(), TOKEN),
      basic('', ''),
    ])
      for (const path of [MESSAGES, '/v1/Content', '/2010-04-01/Nothing.json']) {
        expect(await face.get(path, { authorization })).toMatchObject({
          status: 401,
          body: { code: 20003 },
        })
        // More wrong keys at once would be slowed down.
        await face.advance(2_000)
      }
  })

  it('can’t use our own API, nor the API the account', async () => {
    await open()
    expect((await face.get('/v1/contacts')).status).toBe(401)
    const bearer = { authorization: 'Bearer the-api-key-of-acme-0123456789' }
    expect((await face.get('/v1/senders', bearer)).status).toBe(200)
    expect((await face.get('/v1/Content', bearer)).status).toBe(401)
  })

  it('leaves no text, secret or number in the log', async () => {
    await open()
    await face.post({ From: SMS_FROM, To: CUSTOMER, Body: 'a private matter' })
    await face.get(`${MESSAGES}?To=%2B4915112345678`)
    await face.post({ From: WHATSAPP, To: TO, Body: 'a private matter' })
    const log = face.logged.join('\n')
    expect(log).toContain('/2010-04-01/Accounts/:account/Messages.json')
    for (const secret of ['a private matter', CUSTOMER, '4915112345678', TOKEN])
      expect(log).not.toContain(secret)
  })

  it('can’t read files or text of a contact whose words are withheld', async () => {
    await open({ policy: { flow: 'consent', withholdUnconsented: true } })
    await face.writes('a private matter', {
      NumMedia: '1',
      MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1',
      MediaContentType0: 'image/png',
    })
    const { body } = await face.get(`${MESSAGES}?From=${encodeURIComponent(TO)}`)
    expect(body.messages).toMatchObject([{ direction: 'inbound', body: '', num_media: '0' }])
    expect((await face.get(body.messages[0].subresource_uris.media)).status).toBe(404)
  })
})
