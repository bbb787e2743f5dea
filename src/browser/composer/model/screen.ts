/** Shared parameters of the composer's screen. */

import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Model } from './model.ts'
import type { Page } from './page.ts'
import type { Words } from './words.ts'

export type Screen = {
  readonly model: Model
  readonly words: Words
  readonly lang: string
  readonly page: Page
}

export const ScreenContext = createContext<Screen | undefined>(undefined)

/** The model, the wording and the language of this composer. */
export const useScreen = (): Screen => {
  const screen = useContext(ScreenContext)
  if (!screen) throw new Error('a part of the composer was rendered outside of it')
  return screen
}
