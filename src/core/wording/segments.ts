/** How many SMS segments a text takes: https://www.twilio.com/docs/glossary/what-sms-character-limit */

// 3GPP TS 23.038: the basic alphabet, and the characters that count twice.
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const DOUBLE = new Set('^{}\\[~]|€\f')

/** 160 characters of the basic alphabet or 70 of any other; fewer if there are several segments. */
export const segmentsOf = (text: string): number => {
  const costs = [...text].map((char) => (BASIC.has(char) ? 1 : DOUBLE.has(char) ? 2 : undefined))
  if (costs.includes(undefined)) return count(text.length, 70, 67)
  return count(
    costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    160,
    153,
  )
}

/** The first character outside the basic alphabet, which makes a text more expensive. */
export const costlyCharacter = (text: string): string | undefined =>
  [...text].find((char) => !BASIC.has(char) && !DOUBLE.has(char))

const count = (length: number, alone: number, each: number) =>
  length <= alone ? 1 : Math.ceil(length / each)
