/** The account's templates, as Twilio lists them and as the gateway understands them. */

import type { Template } from '../../../src/core/model/message/template.ts'

const BODIES = [
  {
    sid: `HX1${'0'.repeat(31)}`,
    name: 'opt_in_request',
    body: '{{1}} of {{2}} would like to message you here. Reply YES to agree or STOP to decline.',
    variables: ['1', '2'],
  },
  {
    sid: `HX2${'0'.repeat(31)}`,
    name: 'reminder',
    body: 'Hello, please remember {{1}}.',
    variables: ['1'],
  },
] as const

export const CONTENTS = {
  contents: BODIES.map(({ sid, name, body }) => ({
    sid,
    friendly_name: name,
    language: 'en',
    variables: {},
    types: { 'twilio/text': { body } },
    approval_requests: {
      name,
      category: 'UTILITY',
      status: 'approved',
      content_type: 'twilio/text',
    },
  })),
  meta: { next_page_url: null },
}

export const TEMPLATES: readonly Template[] = BODIES.map(({ sid, name, body, variables }) => ({
  id: sid,
  name,
  language: 'en',
  category: 'utility',
  approval: 'approved',
  body,
  variables,
  canOpenSession: true,
}))
