/** The Content routes show a template as it is. */

import { describe, expect, it } from 'vitest'
import { approvalResource, contentResource } from '../../../../adapters/crm/twilio-api/content.ts'
import type { Template } from '../../../../src/core/model/message/template.ts'
import { template } from '../../../support/given.ts'

const shown = (changes: Partial<Template>) =>
  contentResource('AC1', 'https://gate.example.com', template(changes))

describe('a content', () => {
  it('from Twilio keeps its types, samples and dates', () => {
    const types = {
      'twilio/text': { body: 'Hi {{1}}' },
      'twilio/quick-reply': { body: 'Hi {{1}}', actions: [{ title: 'OK', id: 'ok' }] },
    }
    const changes = {
      types,
      type: 'twilio/quick-reply',
      samples: { 1: 'Maria' },
      createdAt: Date.UTC(2026, 2, 1, 10),
      updatedAt: Date.UTC(2026, 2, 2, 10),
      rejection: 'Too short',
      allowsCategoryChange: true,
    }
    expect(shown(changes)).toMatchObject({
      types,
      variables: { 1: 'Maria' },
      date_created: '2026-03-01T10:00:00Z',
      date_updated: '2026-03-02T10:00:00Z',
    })
    expect(approvalResource(template(changes))).toMatchObject({
      content_type: 'twilio/quick-reply',
      rejection_reason: 'Too short',
      allow_category_change: true,
    })
  })

  it('from another provider has its buttons and files in a suitable type', () => {
    const media = [{ url: 'https://cdn.example.com/1.jpg' }]
    const buttons = [{ type: 'url', text: 'Shop', url: 'https://shop.example.com' }]
    expect(shown({ media, buttons }).types).toEqual({
      'whatsapp/card': {
        body: 'Your appointment is on {{1}}.',
        media: ['https://cdn.example.com/1.jpg'],
        actions: [{ type: 'URL', title: 'Shop', url: 'https://shop.example.com' }],
      },
    })
    expect(Object.keys(shown({ media }).types as object)).toEqual(['twilio/media'])
    expect(shown({})).toMatchObject({
      types: { 'twilio/text': { body: 'Your appointment is on {{1}}.' } },
      variables: { 1: '' },
      date_created: null,
    })
    expect(approvalResource(template({ media })).content_type).toBe('twilio/media')
  })
})
