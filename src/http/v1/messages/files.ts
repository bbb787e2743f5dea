/** Route: stores a file that an agent attaches, for the provider to fetch. */

import * as z from 'zod'
import { refuse } from '../../../core/gate/refuse.ts'
import { contentRule } from '../../../core/gate/rules/content.ts'
import { identityOf } from '../../../core/model/address.ts'
import { FILE_TYPES } from '../../../core/model/message/file-name.ts'
import { MAX_FILE_BYTES } from '../../../core/model/message/upload.ts'
import { wordsSchema } from '../../../core/model/text.ts'
import { createFileLinks } from '../../../tokens/file-link.ts'
import { readWhole } from '../../kit/body.ts'
import { ProblemError, refused } from '../../kit/problem.ts'
import { route } from '../../kit/route.ts'
import { checkParties } from '../shared/gate.ts'
import { areGrantedParties } from '../shared/grant.ts'
import { contactAt } from '../shared/lookup.ts'
import { parties } from '../shared/schemas.ts'

/** Limit per organisation, so that agents can't fill the disk. */
const MAX_KEPT_BYTES = 2 * 1024 ** 3

export const uploadFile = route({
  operationId: 'uploadFile',
  method: 'post',
  path: '/v1/files',
  tag: 'Messages',
  summary: 'Upload a file to send it',
  description:
    'The body is the file, up to 16 MiB. Its type and size are checked against the limits of the sender. The answer goes into `media` of `POST /v1/messages`. The link needs no key and works for 30 days; then the file is deleted.',
  query: z.strictObject({
    ...parties,
    name: wordsSchema(240).meta({ description: 'The file name, with its extension.' }),
  }),
  exampleQuery: 'from=whatsapp:+15550001111&to=whatsapp:+15550102030&agent=ana&name=Plan.pdf',
  uploads: Object.fromEntries(FILE_TYPES.map((type) => [type, '(the bytes of the file)'])),
  answer: {
    status: 200,
    description: 'The file as `media` takes it.',
    schema: z.strictObject({ url: z.string(), contentType: z.string(), filename: z.string() }),
  },
  reasons: ['unknown_sender', 'content_invalid', 'too_large', 'files_full'],
  grants: (caller, { query }) => areGrantedParties(caller, query),
  handle: async (caller, { query: { from, to, agent, name } }) => {
    const { gateway, organisation, at, upload } = caller
    const { store, policies, directory, secret } = gateway
    if (!upload) throw new Error('an upload without a file')
    const sender = checkParties(caller, from, to)
    const data = await readWhole(upload.body, MAX_FILE_BYTES)
    const file = { contentType: upload.type, filename: name }
    const { contact } = await contactAt(caller, to)
    const policy = await policies.policy(sender, to)
    const media = [{ url: directory.publicUrl, bytes: data.length, ...file }]
    const context = { at, sender: from, to, agent }
    const content = { kind: 'media', media } as const
    const objection =
      data.length === 0
        ? ({ reason: 'content_invalid', problem: 'empty' } as const)
        : contentRule(contact, { kind: 'outbound', id: '', ...context, content }, policy)
    if (objection)
      throw refused({ status: 'refused', ...refuse(objection, contact, context, policy) })
    if ((await store.fileBytes(organisation.id)) + data.length > MAX_KEPT_BYTES)
      throw new ProblemError('files_full', 'Too many files were uploaded in the last 30 days.')
    const id = caller.id('fil')
    await store.keepFile(
      {
        ...{ organisation: organisation.id, id, identity: identityOf(to) },
        ...{ name, contentType: upload.type, bytes: data.length, at },
      },
      data,
    )
    const url = createFileLinks(directory.publicUrl, secret).make(
      { organisation: organisation.id, id },
      at,
    )
    return { status: 200, body: { url, ...file } }
  },
})
