/** The contract of uploaded files. */

import type { Instant } from '../core/model/contact.ts'

/** A file that an agent uploaded; `identity` is whom it is meant for. */
export type StoredFile = {
  readonly organisation: string
  readonly id: string
  readonly identity: string
  readonly name: string
  readonly contentType: string
  readonly bytes: number
  readonly at: Instant
}

/** Uploaded files; an erasure removes those that were meant for the contact. */
export interface Files {
  keepFile(file: StoredFile, data: Uint8Array): Promise<void>
  file(organisation: string, id: string): Promise<StoredFile | undefined>
  /** Its bytes, part by part. */
  fileData(organisation: string, id: string): AsyncGenerator<Uint8Array>
  /** What the organisation's files take, in bytes. */
  fileBytes(organisation: string): Promise<number>
  forgetFiles(before: Instant): Promise<void>
}
