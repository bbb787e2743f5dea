/** The form for a template's variables, with a preview. */

import { useEffect, useRef, useState } from 'preact/hooks'
import { checkVariables } from '../../../core/model/message/template.ts'
import { useScreen } from '../model/screen.ts'
import type { Template } from '../model/wire.ts'
import { fill } from '../model/words.ts'
import { Preview } from './template-preview.tsx'

type Props = {
  readonly template: Template
  readonly sending: boolean
  readonly back: () => void
}

export const TemplateForm = ({ template, sending, back }: Props) => {
  const { model, words, page } = useScreen()
  const [values, setValues] = useState(() => remembered(template, page.values))
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, .main')?.focus(), [])
  const problemOf = (variable: string) => {
    const value = values[variable]
    const own = value === undefined ? {} : { [variable]: value }
    // The gate's own check.
    const problem = checkVariables({ variables: [variable] }, own)
    const shown = tried || (value !== undefined && problem?.problem !== 'empty')
    return problem && shown ? words.problems[problem.problem] : undefined
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    setTried(true)
    const wrong = checkVariables(template, values)
    if (!wrong) await model.sendTemplate(template, values)
    else
      form.current
        ?.querySelector<HTMLElement>(`[name="${CSS.escape(wrong.variable ?? '')}"]`)
        ?.focus()
  }
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape') back()
  }
  return (
    <form ref={form} class="form" noValidate onSubmit={submit} onKeyDown={leave}>
      <p>
        <strong>{template.name}</strong> {template.language} · {words.categories[template.category]}
      </p>
      {template.variables.map((variable) => {
        const problem = problemOf(variable)
        return (
          <div key={variable}>
            <label for={`variable-${variable}`}>
              {template.variableNames?.[variable] ?? fill(words.variable, { name: variable })}
            </label>
            <input
              id={`variable-${variable}`}
              name={variable}
              dir="auto"
              autocomplete="off"
              placeholder={
                template.samples?.[variable] &&
                fill(words.sample, { sample: template.samples[variable] })
              }
              value={values[variable] ?? ''}
              aria-invalid={problem !== undefined}
              aria-describedby={`problem-${variable}`}
              onInput={(event) => setValues({ ...values, [variable]: event.currentTarget.value })}
            />
            <small id={`problem-${variable}`} class="error" aria-live="polite">
              {problem}
            </small>
          </div>
        )
      })}
      <Preview template={template} values={given(values)} />
      <div class="row">
        <button type="submit" class="main" aria-disabled={sending}>
          {sending ? words.sending : words.sendTemplate}
        </button>
        <button type="button" onClick={back}>
          {words.back}
        </button>
      </div>
    </form>
  )
}

/** Values known to the page, by variable or by its name. */
const remembered = (
  { variables, variableNames = {} }: Template,
  values: Readonly<Record<string, string>>,
) =>
  Object.fromEntries(
    variables.flatMap((one) => {
      const known = [one, variableNames[one] ?? one].find((name) => Object.hasOwn(values, name))
      return known === undefined ? [] : [[one, values[known] ?? '']]
    }),
  )

/** Empty variables stay placeholders. */
const given = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
