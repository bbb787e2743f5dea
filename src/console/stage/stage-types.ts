/** What the page with the phone and the composer, and its script, tell each other. */

type Doing =
  | { readonly does: 'write'; readonly text: string }
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

/** One step of a story, and what to watch for. */
export type Step = Doing & { readonly watch: string }

export type Story = {
  readonly id: string
  readonly question: string
  /** What it shows, in one sentence. */
  readonly watch: string
  readonly steps: readonly Step[]
}

/** Who talks to whom: a sender, a customer's address, an agent. */
export type Parties = { readonly from: string; readonly to: string; readonly agent: string }

/** What the page starts with. */
export type Setting = {
  readonly parties: Parties
  readonly senders: readonly { readonly address: string; readonly line: string }[]
  readonly stories: readonly Story[]
  /** Whom the stories are played with. */
  readonly storySender: string
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
}

export type CrmLine = {
  readonly id: string
  readonly type: string
  readonly at: string
  /** The customer's address. */
  readonly about: string
  /** What it says of a message, if it is about one. */
  readonly text: string
}

/** How the simulated world is now, seen from one phone. */
export type StageState = {
  readonly now: string
  /** Oldest first. */
  readonly phone: readonly PhoneLine[]
  /** Newest first; of this customer alone. */
  readonly events: readonly CrmLine[]
  /** Customers there have been, on the sender's channel. */
  readonly customers: readonly string[]
  readonly isActive: boolean
}

/** The result of an agent's or administrator's action. */
export type Done = { readonly status: string; readonly sentence?: string }
