/** Normalises words for comparison: no accents, case or punctuation. */

import { boundMarks } from './tokens.ts'

/** Lower case without accents, invisible characters, quotes, punctuation and emoji. */
export const normalise = (text: string): string => lettersOf(plain(text))

const lettersOf = (said: string) => said.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

const plain = (text: string) =>
  boundMarks(text)
    .replace(/['’‘ʼ`´＇]/g, '')
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .toLowerCase()
