/** Builds forms with a file. */

/** A form as bytes with its content type, for an HTTP client that only sends bytes. */
export const formOf = async (
  fields: Readonly<Record<string, string | File>>,
): Promise<{ readonly type: string; readonly bytes: Uint8Array }> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const response = new Response(form)
  return {
    type: response.headers.get('content-type') ?? 'multipart/form-data',
    bytes: new Uint8Array(await response.arrayBuffer()),
  }
}
