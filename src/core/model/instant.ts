/** A point in time. */

/** Milliseconds since 1970 in UTC. On the wire: ISO 8601. */
export type Instant = number

/** What a held message waits for: the contact's yes, until a doubt is settled, or a time. */
export type Wait = 'consent' | 'doubt' | Instant
