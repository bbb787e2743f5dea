/** The part of the workerd runtime that the tests use. */

declare module 'cloudflare:workers' {
  export const env: Readonly<Record<'DB' | 'OTHER_DB', import('../../adapters/store/d1.ts').D1>> & {
    readonly ASSETS: import('../../src/runtime/worker/assets.ts').Assets
  }
  /** The Worker under test, called as Cloudflare calls it. */
  export const exports: {
    readonly default: { fetch(url: string, init?: RequestInit): Promise<Response> }
  }
}
