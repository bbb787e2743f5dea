/** Names that come from outside, in the log. */

/** A name of theirs, with nothing in it that a log line could be mistaken in. */
export const nameOf = (value: unknown): string =>
  String(value)
    .replace(/[^\w.-]/g, '?')
    .slice(0, 60)
