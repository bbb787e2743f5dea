/**
 * Buttons, lists and locations, which need no approval within a session:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
 */

import type { Choice, Interactive } from '../../../../src/core/model/message/content.ts'
import type { Location } from '../../../../src/core/model/message/received.ts'

type Part = Readonly<Record<string, unknown>>

/** A pin on the map, with a name and address if known. */
export const locationOf = ({ latitude, longitude, label, address }: Location): Part => ({
  type: 'location',
  location: {
    latitude,
    longitude,
    ...(label !== undefined && { name: label }),
    ...(address !== undefined && { address }),
  },
})

/** Up to three reply buttons, or one button that opens a list. */
export const interactiveOf = (
  { text, footer, buttons = [], list }: Interactive,
  rendered = text,
): Part => ({
  type: 'interactive',
  interactive: {
    type: list ? 'list' : 'button',
    body: { text: rendered },
    ...(footer !== undefined && { footer: { text: footer } }),
    action: list
      ? { button: list.button, sections: list.sections.map(sectionOf) }
      : { buttons: buttons.map((reply) => ({ type: 'reply', reply })) },
  },
})

const sectionOf = ({
  title,
  rows,
}: NonNullable<Interactive['list']>['sections'][number]): Part => ({
  ...(title !== undefined && { title }),
  rows: rows satisfies readonly Choice[],
})
