/** `/docs/twilio`: the meaning of each error number. */

import type { Context } from 'hono'
import { protect } from '../../../../src/http/kit/answer.ts'
import { MEANINGS } from '../codes.ts'

/** A page without scripts or styles of its own. */
export const serveCodes = (c: Context): Response => {
  protect(c)
  return c.html(PAGE)
}

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Postern: codes in Twilio's form</title></head><body>
<h1>Codes in Twilio's form</h1>
<p>Codes of five digits are Twilio's and have Twilio's meaning. Codes of six digits that begin with 99 are Postern's.</p>
<dl>${Object.entries(MEANINGS)
  .map(([code, meaning]) => `<dt id="${code}">${code}</dt><dd>${meaning}</dd>`)
  .join('')}</dl>
</body></html>`
