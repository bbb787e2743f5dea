/** Restores the global `Request` and `Response`, which the Node server replaces for all files of a test process. */

for (const name of ['Request', 'Response'] as const) {
  const native: unknown = Object.getPrototypeOf(globalThis[name])
  if (native !== Function.prototype) Object.defineProperty(globalThis, name, { value: native })
}
