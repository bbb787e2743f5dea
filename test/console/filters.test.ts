/** A wrong filter in a page's address is named, and no other data is shown instead. */

import { expect, test } from 'vitest'
import { ACME, MARIA, ZEN } from '../support/gateway.ts'
import { openedConsole } from './rig.ts'

test.each([
  ['/contacts?consent=nope', 'consent'],
  ['/contacts?session=ajar', 'session'],
  ['/contacts?line=plants', 'line'],
  ['/contacts?held=no', 'held'],
  ['/contacts?consent=granted&consent=revoked', 'consent'],
  ['/inbox?need=sleep', 'need'],
  ['/inbox?line=plants', 'line'],
  ['/overview?range=year', 'range'],
  ['/audit?action=nope', 'action'],
  ['/observations?reason=nope', 'reason'],
  ['/dead-letters?connection=zen-phone', 'connection'],
  [`/policy?sender=${encodeURIComponent(ZEN.whatsapp)}`, ZEN.whatsapp],
  [`/templates?from=${encodeURIComponent(ZEN.whatsapp)}`, ZEN.whatsapp],
])('a page names what is wrong with its address: %s', async (path, named) => {
  const { look } = await openedConsole()
  const answer = await look(path)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(named)
})

test('an empty form filters nothing', async () => {
  const { look, writes } = await openedConsole()
  await writes(MARIA, ACME.whatsapp, 'Hello')
  for (const path of ['/contacts?q=&consent=&session=&line=&owner=', '/inbox?need=&q=&line=']) {
    const answer = await look(path)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('15112345678')
  }
})

test.each(['/inbox?q=e', '/contacts?q=e'])(
  'one character finds nothing, and the page asks for more: %s',
  async (path) => {
    const { context, writes } = await openedConsole()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const page = await context(path)
    expect(page).toContain('two characters')
    expect(page).not.toContain('15112345678')
  },
)
