/** Example data for events. */

export const AT = '2026-11-24T09:00:00.000Z'
export const OUTBOUND = {
  id: 'msg_1',
  direction: 'outbound',
  from: 'whatsapp:+15550001111',
  to: 'whatsapp:+15550102030',
  line: 'advisory',
  sender: 'whatsapp:+15550001111',
  contact: 'con_1',
  address: 'whatsapp:+15550102030',
  agent: 'ana',
  status: 'accepted',
  at: AT,
  text: 'Hello, this is Ana.',
  history: [{ status: 'accepted', at: AT }],
}
export const INBOUND = {
  ...OUTBOUND,
  id: 'in_1',
  direction: 'inbound',
  from: OUTBOUND.to,
  to: OUTBOUND.from,
  agent: undefined,
  status: 'received',
  type: 'text',
  text: 'YES',
  history: [{ status: 'received', at: AT }],
}
export const HELD = { ...OUTBOUND, status: 'held', history: [{ status: 'held', at: AT }] }
export const FAILURE = {
  reason: 'contact_unreachable',
  sentence: "The contact can't be reached on WhatsApp.",
  remedies: [{ do: 'wait_for_contact' }],
}

export const IN_DOUBT = {
  reason: 'maybe_sent',
  sentence: 'It may have been sent.',
  remedies: [
    { do: 'resend', message: OUTBOUND.id },
    { do: 'discard', message: OUTBOUND.id },
  ],
}
