/** The content of a message that a CRM sends, over the API or by webhook: a schema for each kind. */

import * as z from 'zod'
import type { Content } from '../core/model/message/message.ts'
import { emptyOrNameSchema, nameSchema, proseSchema, wordsSchema } from '../core/model/text.ts'

const templateRefSchema = z.strictObject({
  name: nameSchema(512),
  language: nameSchema(20).min(2).optional().meta({
    description: "Default: the organisation's; a missing language falls back to a related one.",
  }),
  variables: z.record(z.string(), z.string()).default({}).meta({
    description: "A value for each of the template's placeholders.",
  }),
})

const mediaSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2048),
  contentType: emptyOrNameSchema(200).optional(),
  filename: emptyOrNameSchema(240).optional(),
})

export const locationSchema = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  label: wordsSchema(1000).optional(),
  address: proseSchema(1000).optional(),
})

export const interactiveSchema = z
  .strictObject({
    footer: wordsSchema(60).optional(),
    buttons: z
      .array(z.strictObject({ id: wordsSchema(256), title: wordsSchema(20) }))
      .min(1)
      .max(3)
      .optional(),
    list: z
      .strictObject({
        button: wordsSchema(20),
        sections: z
          .array(
            z.strictObject({
              title: wordsSchema(24).exactOptional(),
              rows: z
                .array(
                  z.strictObject({
                    id: wordsSchema(200),
                    title: wordsSchema(24),
                    description: wordsSchema(72).exactOptional(),
                  }),
                )
                .min(1)
                .max(10),
            }),
          )
          .min(1)
          .max(10),
      })
      .optional(),
  })
  .meta({ description: 'Buttons or a list below `text`. The id of a tap comes back.' })

export const reactionSchema = z.strictObject({
  message: nameSchema(220).meta({ description: "Postern's id of the message." }),
  emoji: emptyOrNameSchema(40).meta({
    description: "An empty string removes the agent's reaction.",
  }),
})

/** The members of a request that hold its content. */
export const contentMembers = {
  text: z.string().max(65_536).optional().meta({
    description: 'The message, or the caption beside `media`, or the text above `interactive`.',
  }),
  template: templateRefSchema.optional(),
  media: z.array(mediaSchema).min(1).max(10).optional(),
  location: locationSchema.optional(),
  interactive: interactiveSchema.optional(),
  reaction: reactionSchema.optional(),
}

type Members = {
  readonly [K in keyof typeof contentMembers]?: z.output<(typeof contentMembers)[K]>
}

export const ONE_KIND =
  'needs exactly one of text, template, media, location, interactive and reaction (media may have a text as its caption; interactive needs a text)'

/** Whether there is exactly one kind of content, with or without text as the kind requires. */
export const isOneKind = ({ text: words, ...kinds }: Members): boolean => {
  const given = [kinds.template, kinds.media, kinds.location, kinds.interactive, kinds.reaction]
  const count = given.filter((kind) => kind !== undefined).length
  if (kinds.interactive) return count === 1 && words !== undefined
  if (kinds.media) return count === 1
  return count + (words === undefined ? 0 : 1) === 1
}

/** The content of a request for which `isOneKind` holds. */
export const contentOf = (members: Members): Content => {
  const { text: words, template, media, location, interactive, reaction } = members
  if (template) {
    const { name: template_name, language, variables } = template
    return { kind: 'template', name: template_name, ...(language && { language }), variables }
  }
  if (location) return { kind: 'location', location: present(location) }
  if (interactive) return { kind: 'interactive', text: words ?? '', ...present(interactive) }
  if (reaction)
    return { kind: 'reaction', emoji: reaction.emoji, to: { message: reaction.message } }
  if (media) return { kind: 'media', media: media.map(present), ...(words && { text: words }) }
  return { kind: 'text', text: words ?? '' }
}

/** Removes undefined members; an empty type or name counts as none. */
const present = <T extends object>(value: T): Present<T> =>
  Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined && one !== ''),
  ) as Present<T>

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> }
