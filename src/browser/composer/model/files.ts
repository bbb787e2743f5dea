/** Files that go with the next message: checked, then uploaded while the agent writes. */

import { MAX_FILE_BYTES } from '../../../core/model/message/upload.ts'
import type { Reply, Upload } from './ask.ts'
import type { Sync } from './sync.ts'
import type { Media } from './wire.ts'
import { fill, type Words } from './words.ts'

let keys = 0

/** `failed`: why the file was rejected. */
export const createFiles = (
  { state, set }: Pick<Sync, 'state' | 'set'>,
  words: Words,
  upload: Upload,
  failed: (reply: Extract<Reply<unknown>, { ok: false }>) => void,
) => {
  const detach = (key: number) => set({ files: state().files.filter((one) => one.key !== key) })

  /** Why the sender can't carry a file, in words. */
  const problemOf = ({ name, type, size }: File): string | undefined => {
    const { maxMedia = 1, fileTypes = [] } = state().composer?.limits ?? {}
    if (state().files.length >= maxMedia)
      return fill(words.files.tooMany, { count: String(maxMedia) })
    if (size > MAX_FILE_BYTES)
      return fill(words.files.tooLarge, { name, max: String(MAX_FILE_BYTES / 1024 ** 2) })
    return fileTypes.includes(type) ? undefined : fill(words.files.notCarried, { name })
  }

  const attach = async (file: File): Promise<void> => {
    const { name, size: bytes, type } = file
    const problem = problemOf(file)
    if (problem) return set({ failure: { sentence: problem, reason: undefined, remedies: [] } })
    const key = keys++
    const { parties } = state()
    set({ files: [...state().files, { key, name, bytes }], failure: undefined })
    const query = new URLSearchParams({ ...parties, name })
    const reply = await upload<Media>(`/v1/files?${query}`, file, type)
    if (!reply.ok) {
      detach(key)
      return failed(reply)
    }
    const { body: media } = reply
    set({ files: state().files.map((one) => (one.key === key ? { ...one, media } : one)) })
  }

  return { attach: (files: Iterable<File>) => void [...files].map(attach), detach }
}
