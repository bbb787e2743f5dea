/** Signs what we post: https://www.twilio.com/docs/usage/security#how-twilio-signs-requests */

import { createHmac } from 'node:crypto'

export type Form = Readonly<Record<string, string>>

/** Signs a form post, so that the CRM can verify that it is ours. */
export type SignedRequest = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Undefined when `target` is no web URL. Signs its password, not its fragment, which is never sent. */
export const signRequest = (
  target: string,
  form: Form,
  authToken: string,
): SignedRequest | undefined => {
  const url = URL.parse(target)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  url.hash = ''
  const signature = createHmac('sha1', authToken).update(signedText(url.href, form))
  const { username, password } = url
  url.username = ''
  url.password = ''
  return {
    url: url.href,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature.digest('base64'),
      ...(username !== '' && { authorization: basic(username, password) }),
    },
    body: new URLSearchParams(form).toString(),
  }
}

const signedText = (url: string, form: Form): string =>
  Object.keys(form)
    .sort()
    .reduce((text, name) => `${text}${name}${form[name]}`, url)

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64')}`

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
