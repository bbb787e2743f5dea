/** The contacts of a Chatwoot. */

import { HttpResponse, http as route } from 'msw'
import { ACCOUNT, byId, notFound, type On, type Row } from './chatwoot.ts'

const taken = (attribute: string) =>
  HttpResponse.json(
    { message: `${attribute} has already been taken`, attributes: [attribute.toLowerCase()] },
    { status: 422 },
  )

/** Its routes for contacts, which have these ids. */
export const contactRoutes = (
  on: On,
  {
    contacts,
    conversations,
    nextId,
  }: {
    readonly contacts: Row[]
    readonly conversations: readonly Row[]
    readonly nextId: () => number
  },
) => [
  route.post(
    `${ACCOUNT}/contacts/filter`,
    on('filter', ({ payload }) => {
      const [{ attribute_key: key, values }] = payload
      const wanted = String(values[0]).toLowerCase()
      return HttpResponse.json({
        payload: contacts.filter((one) => String(one[key] ?? '').toLowerCase() === wanted),
      })
    }),
  ),
  route.post(
    `${ACCOUNT}/contacts`,
    on('contact', (body) => {
      if (contacts.some((one) => one.identifier === body.identifier)) return taken('Identifier')
      if (body.phone_number && contacts.some((one) => one.phone_number === body.phone_number))
        return taken('Phone_number')
      const contact = {
        custom_attributes: {},
        ...body,
        id: nextId(),
        contact_inboxes: [] as Row[],
      }
      contacts.push(contact)
      return HttpResponse.json({ payload: { contact, contact_inbox: { source_id: 'random' } } })
    }),
  ),
  route.get(
    `${ACCOUNT}/contacts/:contact`,
    on('', (_, { contact }) => {
      const found = byId(contacts, contact)
      return found ? HttpResponse.json({ payload: found }) : notFound()
    }),
  ),
  route.put(
    `${ACCOUNT}/contacts/:contact`,
    on('contactChange', ({ custom_attributes, ...body }, { contact }) => {
      const found = byId(contacts, contact)
      if (!found) return notFound()
      Object.assign(found, body)
      found.custom_attributes = { ...found.custom_attributes, ...custom_attributes }
      return HttpResponse.json({ payload: found })
    }),
  ),
  route.delete(
    `${ACCOUNT}/contacts/:contact`,
    on('', (_, { contact }) => {
      const found = byId(contacts, contact)
      if (!found) return notFound()
      contacts.splice(contacts.indexOf(found), 1)
      return new HttpResponse(null, { status: 200 })
    }),
  ),
  route.post(
    `${ACCOUNT}/contacts/:contact/contact_inboxes`,
    on('contactInbox', ({ inbox_id, source_id }, { contact }) => {
      const found = byId(contacts, contact)
      if (!found) return notFound()
      found.contact_inboxes ??= []
      const known = found.contact_inboxes.find((one: Row) => one.source_id === source_id)
      if (!known) found.contact_inboxes.push({ source_id, inbox: { id: inbox_id } })
      return HttpResponse.json({ source_id, inbox: { id: inbox_id } })
    }),
  ),
  route.get(
    `${ACCOUNT}/contacts/:contact/conversations`,
    on('', (_, { contact }) =>
      byId(contacts, contact)
        ? HttpResponse.json({
            payload: conversations.filter((one) => one.contact_id === contact),
          })
        : notFound(),
    ),
  ),
]
