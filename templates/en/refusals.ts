/** What agents read, in English. */

import type { Refusals } from '../locale.ts'

export const refusals: Refusals = {
  refusals: {
    sender_inactive:
      'Your administrator has deactivated this number for messages. Contact your administrator.',
    sender_restricted:
      'The provider has stopped this number for messages. Contact your administrator.',
    contact_unreachable: 'The contact cannot be reached on {channel}.',
    contact_taken:
      'This contact is already messaging with another agent of your line of business ({owner}). Contact your administrator.',
    consent_pending:
      "The contact hasn't answered the opt-in request yet. Messages are sent once it is accepted; you can send a new request every {hours} hours.",
    consent_pending_stale:
      "The contact hasn't answered the opt-in request for more than {hours} hours. You can try sending the request again.",
    consent_pending_once:
      "The contact hasn't answered the opt-in request yet. Messages are sent once it is accepted; a new request goes out when the contact writes again.",
    consent_pending_unkept:
      "The contact hasn't answered the opt-in request yet. A message sent now is not kept: send it once the request is accepted.",
    consent_missing: 'No consent is on record for this contact. Record it before you write.',
    country_not_allowed:
      'Your organisation does not write first to contacts in this country. Wait until the contact writes, or contact your administrator.',
    consent_refused:
      'The contact has declined your opt-in request. You cannot send messages or further requests; the contact can still agree at any time by replying YES.',
    consent_revoked:
      'The contact has opted out. You cannot send messages or requests until the contact agrees again by replying YES.',
    consent_granted: 'The contact has already agreed to receive messages.',
    session_closed:
      "More than {hours} hours have passed since the contact's last message. WhatsApp now allows only templates: choose one from the list.",
    session_never_open:
      "The contact hasn't written to you yet. WhatsApp allows only templates to start with: choose one from the list.",
    session_no_template:
      "WhatsApp allows free text only within {hours} hours of the contact's last message, and there is no template that you could use instead. Wait until the contact writes.",
    template_unavailable: 'The template "{template}" cannot be used now.',
    template_none: 'There is no template that can be used now.',
    template_invalid: 'The template "{template}" is not filled in correctly: {problem}.',
    marketing_not_allowed: 'Marketing templates cannot be sent to this contact.',
    quiet_hours: 'It is outside the hours in which the contact may be written to.',
    held_quiet_hours:
      'It is outside the hours in which the contact may be written to. Your message waits and is sent when they begin.',
    content_invalid: 'This cannot be sent: {problem}.',
    scheduled: 'The message waits for the time it was scheduled for.',
    held_full: 'Already {limit} messages are waiting for this contact. Wait for an answer.',
    not_held: 'This message is not waiting any more, so it cannot be withdrawn.',
    not_finished: 'This message has not left yet. Withdraw it, or wait until it has been sent.',
    provider_rejected: 'The provider did not accept the message (code {code}).',
  },
  templateProblems: {
    missing: 'the variable "{variable}" is missing',
    unknown: 'there is no variable "{variable}"',
    empty: 'the variable "{variable}" is empty',
    not_text: 'the variable "{variable}" is not a text',
    newline: 'the variable "{variable}" contains a line break',
    tab: 'the variable "{variable}" contains a tab',
    spaces: 'the variable "{variable}" contains more than four spaces in a row',
    too_long: 'the whole text is too long',
  },
  contentProblems: {
    empty: 'there is nothing in the message',
    text_too_long: 'the text is longer than {limit} characters',
    too_many_media: 'there are more than {limit} files',
    media_type: 'files of this type are not supported',
    media_url: 'the address of a file is not a web address',
    caption_not_supported: 'a file of this type cannot carry a text',
  },
}
