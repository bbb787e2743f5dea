/** A message's attachments: files, voice, a location, a choice. */

import { useState } from 'preact/hooks'
import { useScreen } from '../model/screen.ts'
import type { Message } from '../model/wire.ts'
import { fill } from '../model/words.ts'

type Media = NonNullable<Message['media']>[number]

export const Attachments = ({ message }: { readonly message: Message }) => {
  const { words } = useScreen()
  const { media = [], location, button, list, flow } = message
  const chosen = button?.text ?? list?.title ?? list?.id ?? flow?.data
  return (
    <>
      {media
        .filter(({ url }) => /^https?:/.test(url))
        .map((one, index) => (
          <File key={String(index)} file={one} />
        ))}
      {location && (
        <p>
          {fill(words.labelled, {
            label: words.location,
            text: [location.label, location.address].filter(Boolean).join(', '),
          })}{' '}
          <a href={mapOf(location)} target="_blank" rel="noopener noreferrer">
            {words.map}
            <span class="hidden"> {words.newTab}</span>
          </a>
        </p>
      )}
      {chosen && <p>{fill(words.labelled, { label: words.chose, text: chosen })}</p>}
    </>
  )
}

/** A picture is shown and a voice message can be played; both keep their link, and so does the rest. */
const File = ({ file: { url, filename, contentType } }: { readonly file: Media }) => {
  const { words } = useScreen()
  const [broken, setBroken] = useState(false)
  const [kind = ''] = (contentType ?? '').split('/')
  const name = filename ?? (kind === 'audio' ? words.voice : (contentType ?? words.file))
  return (
    <div class="file">
      {kind === 'audio' && !broken && (
        // biome-ignore lint/a11y/useMediaCaption: a contact's voice has no captions
        <audio
          controls
          preload="none"
          src={url}
          aria-label={name}
          onError={() => setBroken(true)}
        />
      )}
      <a href={url} target="_blank" rel="noopener noreferrer">
        {kind === 'image' && !broken && (
          <img
            src={url}
            alt=""
            loading="lazy"
            referrerpolicy="no-referrer"
            onError={() => setBroken(true)}
          />
        )}
        {name}
        <span class="hidden"> {words.newTab}</span>
      </a>
    </div>
  )
}

const mapOf = ({ latitude, longitude }: NonNullable<Message['location']>): string =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
