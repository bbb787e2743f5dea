/** What is in the HTML of a message that has no plain text. */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
}

/** The words alone, a line for each paragraph. */
export const textIn = (html: string): string =>
  html
    .replace(/<br\s*\/?>|<\/(?:p|div|li)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .trim()

/** The addresses of its images: those that stand in the text are in no list. */
export const imagesIn = (html: string): readonly string[] =>
  [...html.matchAll(/<img\s[^>]*?src\s*=\s*["'](https?:\/\/[^"']{1,2000})["']/gi)]
    .slice(0, 10)
    .map(([, url = '']) => url.replaceAll('&amp;', '&'))
