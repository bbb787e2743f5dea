/** Paths of HubSpot's API: each version orders the parts differently. */

import type { HubspotConfig } from './config.ts'

export type Paths = {
  /** The channel; its messages and channel accounts are below. */
  readonly channel: string
  readonly threads: string
  /** Threads, under the path that sets their assignee. */
  readonly assignees: string
  readonly contacts: string
  readonly properties: string
  readonly owners: string
  readonly files: string
  readonly token: string
  readonly introspect: string
}

/** The paths of the configured version. */
export const pathsOf = ({
  apiVersion: version,
  filesVersion,
  channelId,
}: Pick<HubspotConfig, 'apiVersion' | 'filesVersion' | 'channelId'>): Paths => {
  const files = `/files/${filesVersion}/files`
  // The older token endpoints end in February 2027.
  const oauth = `/oauth/${version === 'v3' ? '2026-09' : version}/token`
  const introspect = `${oauth}/introspect`
  if (version === 'v3')
    return {
      channel: `/conversations/v3/custom-channels/${channelId}`,
      threads: '/conversations/v3/conversations/threads',
      assignees: '/conversations/conversations/v3/threads',
      contacts: '/crm/v3/objects/contacts',
      properties: '/crm/v3/properties/contacts',
      owners: '/crm/v3/owners',
      files,
      token: oauth,
      introspect,
    }
  const threads = `/conversations/conversations/${version}/threads`
  return {
    channel: `/conversations/custom-channels/${version}/${channelId}`,
    threads,
    assignees: threads,
    contacts: `/crm/objects/${version}/contacts`,
    properties: `/crm/properties/${version}/contacts`,
    owners: `/crm/owners/${version}`,
    files,
    token: oauth,
    introspect,
  }
}
