/** As much of the Workers runtime as is used here. */

declare module 'cloudflare:workers' {
  /** Keeps the current request's work alive, after its answer as well. */
  export const waitUntil: (work: Promise<unknown>) => void
}
