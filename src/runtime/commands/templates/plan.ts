/** Plans what `push` does with a template at one provider. */

import { linesOf, type TemplateDraft } from '../../../core/model/message/template-draft.ts'
import type { FiledTemplate, TemplateFiling } from '../../../ports/filing.ts'
import { type Entry, fingerprintOf } from './ledger.ts'

export type Step =
  | { readonly do: 'create' }
  | { readonly do: 'submit' | 'edit'; readonly filed: FiledTemplate }
  /** `adopt`: created by our attempt whose answer got lost, so it is ours. */
  | {
      readonly do: 'keep'
      readonly filed: FiledTemplate
      readonly adopt: boolean
      readonly why: string
    }
  /** Left alone, although it differs from the file. */
  | { readonly do: 'leave'; readonly filed: FiledTemplate; readonly why: string }

/** After a successful push, the plan is only `keep`. */
export const planFor = (
  draft: TemplateDraft,
  all: readonly FiledTemplate[],
  entry: Entry | undefined,
  filing: TemplateFiling,
): Step => {
  const filed = filedFor(draft, all, entry)
  if (!filed) return { do: 'create' }
  const isSame = filed.draft !== undefined && isEqual(filed.draft, draft)
  const isOurs = entry?.id === filed.id || (entry !== undefined && !entry.id && isSame)
  if (isSame && isOurs && filed.approval === 'unsubmitted' && filing.submit)
    return { do: 'submit', filed }
  if (isSame) {
    const refiled = filed.category !== undefined && filed.category !== draft.category
    const why = refiled ? `the same, but filed as ${filed.category?.toUpperCase()}` : 'the same'
    return { do: 'keep', filed, adopt: isOurs && !entry?.id, why }
  }
  const leave = (why: string): Step => ({ do: 'leave', filed, why })
  if (!isOurs) return leave('push did not create it')
  if (filed.draft === undefined || fingerprintOf(filed.draft) !== entry?.fingerprint)
    return leave('it has been changed at the provider since')
  if (!filing.edit) return leave('this provider cannot change templates: use a new name')
  if (!filed.canEdit)
    return leave(`it is ${filed.approval} and can't be changed now: try again later`)
  return { do: 'edit', filed }
}

/** The template that we created, else one of that name; there may be several. */
export const filedFor = (
  draft: TemplateDraft,
  all: readonly FiledTemplate[],
  entry: Entry | undefined,
): FiledTemplate | undefined => {
  const named = all.filter(
    ({ name, language }) => name === draft.name && language === draft.language,
  )
  return (
    all.find(({ id }) => id === entry?.id) ??
    named.find((one) => one.draft && isEqual(one.draft, draft)) ??
    named[0]
  )
}

const isEqual = (a: TemplateDraft, b: TemplateDraft) => fingerprintOf(a) === fingerprintOf(b)

/** Lines found only in the file (`+`) or only at the provider (`-`). */
export const differences = (draft: TemplateDraft, filed: FiledTemplate): readonly string[] => {
  if (!filed.draft) return ["  it has parts that a file can't describe, such as a picture"]
  const [here, there] = [linesOf(draft), linesOf(filed.draft)]
  return [
    ...there.filter((line) => !here.includes(line)).map((line) => `  - ${line}`),
    ...here.filter((line) => !there.includes(line)).map((line) => `  + ${line}`),
    ...(filed.category !== undefined && filed.category !== draft.category
      ? [`  - category: ${filed.category}`, `  + category: ${draft.category}`]
      : []),
  ]
}
