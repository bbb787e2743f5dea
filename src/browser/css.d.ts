/** Style sheets are bundled as text. */

declare module '*.css' {
  const text: string
  // biome-ignore lint/style/noDefaultExport: that is what the bundler makes of a text
  export default text
}
