/** Keeps the unsent draft of each contact in the tab. */

import type { Parties } from './wire.ts'

const nameOf = ({ to, agent }: Parties) => `postern draft ${agent} ${to}`

/** The stored draft; empty where the page has no storage. */
export const readDraft = (parties: Parties): string => {
  try {
    return sessionStorage.getItem(nameOf(parties)) ?? ''
  } catch {
    return ''
  }
}

export const keepDraft = (parties: Parties, text: string): void => {
  try {
    if (text) sessionStorage.setItem(nameOf(parties), text)
    else sessionStorage.removeItem(nameOf(parties))
  } catch {
    // It still stays in the field.
  }
}
