/** A point in time. */

/** Milliseconds since 1970 in UTC. On the wire: ISO 8601. */
export type Instant = number
