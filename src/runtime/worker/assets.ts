/** Files that are deployed beside the Worker, not in it: https://developers.cloudflare.com/workers/static-assets/binding/ */

/** As much of the binding as is used here. */
export type Assets = { fetch(url: string): Promise<Response> }

/** The text of an asset. Throws when it was not deployed. */
export const readAsset = async (assets: Assets, name: string): Promise<string> => {
  // Only the path counts.
  const answer = await assets.fetch(`https://assets.invalid/${name}`)
  if (answer.ok) return answer.text()
  await answer.body?.cancel()
  throw new Error(`the static asset ${name} is missing: wrangler.toml names its folder in [assets]`)
}
