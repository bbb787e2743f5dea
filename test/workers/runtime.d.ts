/** What the tests in workerd see of their runtime. */

declare module 'cloudflare:workers' {
  export const env: Readonly<Record<'DB' | 'OTHER_DB', import('../../adapters/store/d1.ts').D1>> & {
    readonly ASSETS: import('../../src/runtime/worker/assets.ts').Assets
  }
  /** The Worker under test, called as Cloudflare calls it. */
  export const exports: {
    readonly default: { fetch(url: string, init?: RequestInit): Promise<Response> }
  }
}
