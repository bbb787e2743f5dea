/** One message as a phone shows it: words, files, a place, buttons that can be tapped. */

import type { PhoneChoice, PhoneFile, PhoneLine, Tap } from '../../../console/stage/stage-types.ts'
import { channelFacts, isChannel } from '../../../core/model/channel.ts'
import { plain } from '../../../wire/plain.ts'
import { Marked } from '../../marks.tsx'
import { clockTime, fullTime } from '../time.ts'
import { channelOf, numberOf } from '../world.ts'
import { FileSketch, Landscape, MapSketch, Play, Ticks, Wave } from './sketches.tsx'

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
      {reaction && (
        <p class={reaction.emoji ? 'reaction' : ''}>
          {reaction.emoji ? `Reacted ${reaction.emoji}` : 'Removed the reaction'}
        </p>
      )}
      {text && (
        <bdi class="said" dir="auto">
          <Marked
            text={plain(text)}
            marks={hasMarks(sender)}
            link={(url) => (
              <u key={url} class="link">
                {url}
              </u>
            )}
          />
        </bdi>
      )}
      {interactive?.footer && <p class="quiet">{plain(interactive.footer)}</p>}
      <p class="foot">
        {automatic && <span>automatic</span>}
        {line.template && !automatic && <span>template</span>}
        {sender !== from && <span>{numberOf(sender)}</span>}
        <time dateTime={at} title={fullTime(at)}>
          {clockTime(at)}
        </time>
        {isOwn && (
          <>
            <Ticks />
            <span class="unseen">delivered</span>
          </>
        )}
      </p>
      {interactive && <Choices line={line} onTap={onTap} />}
    </li>
  )
}

const hasMarks = (sender: string): boolean => {
  const channel = channelOf(sender)
  return isChannel(channel) && channelFacts(channel).bold !== ''
}

const File = ({ contentType = '', filename, url }: PhoneFile) => {
  const name = plain(filename ?? url.slice(url.lastIndexOf('/') + 1))
  if (contentType.startsWith('audio/'))
    return (
      <p class="file voice">
        <Play />
        <Wave />
        <span class="unseen">{`Voice: ${name}`}</span>
      </p>
    )
  const isPicture = contentType.startsWith('image/') || contentType.startsWith('video/')
  return (
    <p class={`file ${isPicture ? 'picture' : 'document'}`}>
      {isPicture ? <Landscape isFilm={contentType.startsWith('video/')} /> : <FileSketch />}
      <span>
        <span class="unseen">
          {contentType.startsWith('video/') ? 'Video' : isPicture ? 'Picture' : 'File'}:{' '}
        </span>
        {name}
      </span>
    </p>
  )
}

const Place = ({ latitude, longitude, name, address }: NonNullable<PhoneLine['location']>) => (
  <p class="file picture">
    <MapSketch />
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
