/** The part of the Workers runtime that we use. */

declare module 'cloudflare:workers' {
  /** Keeps the current request's work alive, after its answer as well. */
  export const waitUntil: (work: Promise<unknown>) => void
}
