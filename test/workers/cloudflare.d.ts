/** What the tests in workerd see of their runtime. */

declare module 'cloudflare:workers' {
  export const env: Readonly<Record<'DB' | 'OTHER_DB', import('../../adapters/store/d1.ts').D1>>
}
