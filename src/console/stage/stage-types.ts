/** The data exchanged between the sandbox's page and its script. */

/** A customer's action other than text: a file, a button, a row of a list. */
export type Tap = {
  readonly media?: readonly PhoneFile[]
  readonly button?: { readonly text: string; readonly payload?: string }
  readonly list?: { readonly id: string; readonly title: string }
  /** The message that the button is of. */
  readonly replyTo?: string
}

type Doing =
  | { readonly does: 'write'; readonly text: string; readonly with?: Tap }
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'send'; readonly agent: string; readonly text: string }
  | {
      readonly does: 'template'
      readonly agent: string
      readonly template: {
        readonly name: string
        readonly language: string
        readonly variables: Readonly<Record<string, string>>
      }
    }
  | { readonly does: 'ask'; readonly agent: string }
  | { readonly does: 'hand_over'; readonly agent: string }
  | { readonly does: 'activate'; readonly active: boolean }

/** A part of the page. */
export type Place = 'phone' | 'desk' | 'events'

/** One step of a story, and what to watch for. */
export type Step = Doing & {
  readonly watch: string
  /** The pane to look at, if not the usual one for such a step. */
  readonly at?: Place
}

export type Story = {
  readonly id: string
  /** Two or three words for the button that plays it. */
  readonly name: string
  readonly question: string
  /** What it shows, in one sentence. */
  readonly watch: string
  readonly steps: readonly Step[]
}

/** The parties: a sender, a customer's address, an agent. */
export type Parties = { readonly from: string; readonly to: string; readonly agent: string }

/** The page's initial data. */
export type Setting = {
  readonly parties: Parties
  readonly senders: readonly { readonly address: string; readonly line: string }[]
  readonly stories: readonly Story[]
  /** The kinds of CRM whose requests can be shown, the usual one first. */
  readonly forms: readonly string[]
  /** The parties of the stories. */
  readonly storySender: string
}

export type PhoneFile = {
  readonly url: string
  readonly contentType?: string | undefined
  readonly filename?: string | undefined
}

/** A button or a row of a list that can be tapped. */
export type PhoneChoice = {
  readonly id: string
  readonly title: string
  readonly description?: string | undefined
}

export type PhoneLine = {
  readonly id: string
  readonly direction: 'inbound' | 'outbound'
  readonly at: string
  readonly from: string
  readonly to: string
  readonly text: string
  readonly automatic?: string
  readonly template?: string
  readonly media?: readonly PhoneFile[]
  readonly location?: {
    readonly latitude: number
    readonly longitude: number
    readonly name?: string
    readonly address?: string
  }
  readonly interactive?: {
    readonly footer?: string
    readonly buttons?: readonly PhoneChoice[]
    readonly list?: {
      readonly button: string
      readonly sections: readonly { readonly rows: readonly PhoneChoice[] }[]
    }
  }
  readonly reaction?: { readonly emoji: string }
}

export type CrmLine = {
  readonly id: string
  readonly type: string
  readonly at: string
  /** The customer's address. */
  readonly about: string
  /** The message, if the event is about one. */
  readonly text: string
}

/** The state of the simulated world, for one phone. */
export type StageState = {
  readonly now: string
  /** Oldest first. */
  readonly phone: readonly PhoneLine[]
  /** Newest first; of this customer alone. */
  readonly events: readonly CrmLine[]
  /** Customers there have been, on the sender's channel. */
  readonly customers: readonly string[]
  readonly isActive: boolean
  /** If the sender's connection simulates a provider: its requests, newest first. */
  readonly wire?: { readonly like: string; readonly lines: readonly WireLine[] }
}

/** The result of an agent's or administrator's action. */
export type Done = { readonly status: string; readonly sentence?: string }

/** A request as its receiver gets it. */
export type CrmRequest = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An event as one kind of CRM gets it: `Signed webhook`, `Twilio’s form`. */
export type CrmForm = {
  readonly name: string
  readonly requests: readonly CrmRequest[]
  /** The answer, if the request was really made. */
  readonly answer?: string
}

/** A request between the gateway and the provider that the sandbox looks like. */
export type WireLine = {
  readonly id: string
  readonly at: string
  /** `in` was posted to the gateway, `out` was asked of the provider. */
  readonly way: 'in' | 'out'
  readonly what: string
  readonly status: number
}
