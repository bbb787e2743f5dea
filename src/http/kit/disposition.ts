/** The name under which a browser saves a file. */

/** A file with that name, to be saved: without paths, control characters and what turns the reading direction (RFC 6266, RFC 8187). */
export const asAttachment = (name: string): string => {
  const clean = name.replace(/[\p{C}/\\"]/gu, '_').slice(-100)
  const ascii = clean.replace(/[^\x20-\x7e]/g, '_')
  const encoded = encodeURIComponent(clean.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
