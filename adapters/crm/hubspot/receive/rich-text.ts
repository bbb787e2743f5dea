/** Reads the HTML of a message that has no plain text. */

import { unescapeHtml } from '../../kit/html.ts'

/** The plain words, one line per paragraph. */
export const textIn = (html: string): string =>
  unescapeHtml(html.replace(/<br\s*\/?>|<\/(?:p|div|li)>/gi, '\n').replace(/<[^>]*>/g, '')).trim()

/** The addresses of its images: inline images are in no other list. */
export const imagesIn = (html: string): readonly string[] =>
  [...html.matchAll(/<img\s[^>]*?src\s*=\s*["'](https?:\/\/[^"']{1,2000})["']/gi)]
    .slice(0, 10)
    .map(([, url = '']) => url.replaceAll('&amp;', '&'))
