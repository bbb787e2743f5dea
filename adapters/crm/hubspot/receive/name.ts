/** Names from outside, made safe for the log. */

/** A name from HubSpot without special characters. Converting an object to text could throw. */
export const nameOf = (value: unknown): string =>
  (typeof value === 'string' || typeof value === 'number' ? String(value) : typeof value)
    .replace(/[^\w.-]/g, '?')
    .slice(0, 60)
