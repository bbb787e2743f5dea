/** The composer's whole screen. */

import { useEffect, useRef } from 'preact/hooks'
import { Doubt } from './doubt.tsx'
import { dropping } from './field/attach.tsx'
import { Field } from './field/field.tsx'
import { Head } from './head/head.tsx'
import type { State } from './model/model.ts'
import { sentenceIn } from './model/page.ts'
import { type Screen, ScreenContext } from './model/screen.ts'
import { fill } from './model/words.ts'
import { Remedies } from './remedies.tsx'
import { Picker } from './template/picker.tsx'
import { Thread } from './thread/thread.tsx'

export const View = ({ state, ...screen }: Screen & { readonly state: State }) => {
  const { model, words, page } = screen
  const { parties, composer, picking, failure, trouble, notice } = state
  const [, to = ''] = parties.to.split(/:(.*)/)
  const sentence = failure && sentenceIn(failure, page)
  const footer = useRef<HTMLElement>(null)
  const begun = useRef(false)
  const toField = () => footer.current?.querySelector<HTMLElement>('#text')?.focus()
  // The pressed button is gone: move the focus to the text field.
  useEffect(() => {
    if (begun.current && !picking) toField()
    begun.current = true
  }, [picking, parties.from])
  const dismiss = () => {
    model.dismiss()
    toField()
  }
  return (
    <ScreenContext.Provider value={screen}>
      <section
        class="frame"
        lang={words.lang}
        aria-label={fill(words.title, { to })}
        {...(composer?.text.status !== 'refused' && dropping(model.attach))}
      >
        <Head {...state} />
        <Thread {...state} />
        <footer ref={footer}>
          {trouble && !failure?.isOutage && (
            <p class="alert" role="alert">
              {trouble}
            </p>
          )}
          <Doubt composer={composer} />
          {failure && (
            <div class="alert" role="alert">
              <p dir="auto">{sentence}</p>
              <div class="row">
                <Remedies {...failure} sentence={sentence} composer={undefined} />
                <button type="button" onClick={dismiss}>
                  {words.dismiss}
                </button>
              </div>
            </div>
          )}
          {picking && composer ? <Picker {...state} /> : <Field {...state} />}
          <p class="hidden" role="status">
            {notice}
          </p>
        </footer>
      </section>
    </ScreenContext.Provider>
  )
}
