/** One message as a phone shows it: words, files, a place, buttons that can be tapped. */

import type { PhoneChoice, PhoneFile, PhoneLine, Tap } from '../../../console/stage/stage-types.ts'
import { plain } from '../../../wire/plain.ts'
import { clockTime, fullTime } from '../time.ts'

export type BubbleProps = {
  readonly line: PhoneLine
  /** The sender that the phone shows. */
  readonly from: string
  /** Changed by the story's last step. */
  readonly isNew: boolean
  readonly onTap: (text: string, tap: Tap) => void
}

export const Bubble = ({ line, from, isNew, onTap }: BubbleProps) => {
  const { direction, text, at, automatic, media = [], location, reaction, interactive } = line
  const isOwn = direction === 'inbound'
  const sender = isOwn ? line.to : line.from
  return (
    <li class={`bubble ${isOwn ? 'outbound' : 'inbound'}${isNew ? ' new' : ''}`}>
      <span class="unseen">{isOwn ? 'The customer: ' : 'Arrived: '}</span>
      {media.map((file) => (
        <File key={file.url} {...file} />
      ))}
      {location && <Place {...location} />}
      {reaction && <p>{reaction.emoji ? `Reacted ${reaction.emoji}` : 'Took the reaction back'}</p>}
      {text && (
        <bdi class="said" dir="auto">
          {plain(text)}
        </bdi>
      )}
      {interactive?.footer && <p class="quiet">{plain(interactive.footer)}</p>}
      <p class="foot">
        {automatic && <span>automatic</span>}
        {line.template && !automatic && <span>template</span>}
        {sender !== from && <span>{sender}</span>}
        <time dateTime={at} title={fullTime(at)}>
          {clockTime(at)}
        </time>
        {isOwn && <Ticks />}
      </p>
      {interactive && <Choices line={line} onTap={onTap} />}
    </li>
  )
}

const Ticks = () => (
  <>
    <svg class="ticks" viewBox="0 0 18 10" width="18" height="10" aria-hidden="true">
      <path d="M1 5.5 4.5 9 11 1M8 8l1 1 7-8" />
    </svg>
    <span class="unseen">delivered</span>
  </>
)

const File = ({ contentType = '', filename, url }: PhoneFile) => {
  const name = filename ?? url.slice(url.lastIndexOf('/') + 1)
  const kind = KINDS.find(({ starts }) => contentType.startsWith(starts))
  return (
    <p class={`file ${kind?.style ?? 'document'}`}>
      <span class="sketch" aria-hidden="true">
        {kind?.sign ?? '📄'}
      </span>
      <span>
        <span class="unseen">{kind?.label ?? 'File'}: </span>
        {plain(name)}
      </span>
    </p>
  )
}

const KINDS = [
  { starts: 'image/', style: 'picture', label: 'Picture', sign: '🏞️' },
  { starts: 'audio/', style: 'voice', label: 'Voice', sign: '▶' },
  { starts: 'video/', style: 'picture', label: 'Video', sign: '🎬' },
] as const

const Place = ({ latitude, longitude, name, address }: NonNullable<PhoneLine['location']>) => (
  <p class="file place">
    <span class="sketch" aria-hidden="true">
      📍
    </span>
    <span>
      <span class="unseen">Location: </span>
      {plain([name, address].filter(Boolean).join(', ') || `${latitude}, ${longitude}`)}
    </span>
  </p>
)

/** A tap answers with the button's or row's own words. */
const Choices = ({ line, onTap }: Pick<BubbleProps, 'line' | 'onTap'>) => {
  const { buttons = [], list } = line.interactive ?? {}
  const rows = list?.sections.flatMap(({ rows }) => rows) ?? []
  const press = ({ id, title }: PhoneChoice) =>
    onTap('', { button: { text: title, payload: id }, replyTo: line.id })
  const choose = ({ id, title }: PhoneChoice) =>
    onTap('', { list: { id, title }, replyTo: line.id })
  return (
    <div class="choices">
      {buttons.map((choice) => (
        <button key={choice.id} type="button" onClick={() => press(choice)}>
          {plain(choice.title)}
        </button>
      ))}
      {list && (
        <details>
          <summary>{plain(list.button)}</summary>
          {rows.map((choice) => (
            <button key={choice.id} type="button" onClick={() => choose(choice)}>
              {plain(choice.title)}
              {choice.description && <small>{plain(choice.description)}</small>}
            </button>
          ))}
        </details>
      )}
    </div>
  )
}
