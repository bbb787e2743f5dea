/** As much of the Workers runtime as is used here. */

declare module 'cloudflare:workers' {
  export const env: Readonly<Record<'DB' | 'OTHER_DB', import('../adapters/store/d1.ts').D1>>
  /** Keeps the current request's work alive, after its answer as well. */
  export const waitUntil: (work: Promise<unknown>) => void
}
