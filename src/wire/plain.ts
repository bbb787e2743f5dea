/** Makes text from others safe to show. */

/** Invisible characters, and those that change a text's direction. */
const CONTROLS = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** Text from a contact made safe to display; the stored text is never changed. */
export const plain = (text: string): string => text.replace(CONTROLS, '')
