/** The contract of uploaded files. */

import type { Instant } from '../../core/model/contact.ts'

/** An uploaded file; `identity` is the contact it is for. */
export type StoredFile = {
  readonly organisation: string
  readonly id: string
  readonly identity: string
  readonly name: string
  readonly contentType: string
  readonly bytes: number
  readonly at: Instant
}

/** Uploaded files; erasing a contact removes the files for that contact. */
export interface Files {
  keepFile(file: StoredFile, data: Uint8Array): Promise<void>
  file(organisation: string, id: string): Promise<StoredFile | undefined>
  /** Its bytes, part by part. */
  fileData(organisation: string, id: string): AsyncGenerator<Uint8Array>
  /** The total size of the organisation's files, in bytes. */
  fileBytes(organisation: string): Promise<number>
  forgetFiles(before: Instant): Promise<void>
}
