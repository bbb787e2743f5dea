/** A request as it is shown: with all headers, so that it can be sent again. */

export type CrmRequest = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The request of one kind of CRM: `Signed webhook`, `Twilio's form`. */
export type CrmForm = { readonly name: string; readonly request: CrmRequest }
