/** Sentences for agents, in English. */

import type { Refusals } from '../locale.ts'
import { faults } from './faults.ts'

export const refusals: Refusals = {
  language: 'en',
  refusals: {
    sender_inactive:
      'Your administrator has deactivated this number for messages. Contact your administrator.',
    sender_restricted:
      'The provider has stopped this number for messages. Contact your administrator.',
    sender_unregistered:
      "This number isn't registered for messages to contacts in the US. Contact your administrator.",
    sender_paused:
      'The provider has paused this number for now. It resumes automatically: try again on {day} at {time}.',
    held_sender_paused:
      'The provider has paused this number for now. Your message waits and goes out on {day} at {time}.',
    held_ask_sender_paused:
      'The provider has paused this number for now. The opt-in request goes out on {day} at {time}, and your message follows if the contact agrees.',
    held_request_sender_paused:
      'The provider has paused this number for now. The opt-in request goes out on {day} at {time}.',
    contact_unreachable: "The contact can't be reached on {channel}.",
    contact_taken:
      'Looks like this contact is already messaging with another user in your line of business: {owner}. {owner} can hand the contact over to you. Contact your administrator.',
    consent_pending:
      "The contact hasn't answered the opt-in request yet. Messages wait and are sent if they agree. You can ask again on {day} at {time}.",
    consent_pending_unasked:
      "The contact hasn't been asked for permission yet. Your first message sends the request, then waits and goes out if they agree.",
    consent_pending_asked:
      "We've asked the contact for permission. Your message is waiting and goes out if they agree.",
    consent_pending_request:
      "The contact hasn't answered the opt-in request yet. You can ask again on {day} at {time}.",
    consent_pending_stale:
      "The contact hasn't responded to the opt-in request for more than {period}. You can try sending the request again.",
    held_consent_obstacle: "Your message waits. As things stand, it won't go out: “{why}”",
    held_consent_stale:
      "The contact hasn't responded to the opt-in request for more than {period}. You can try sending the request again. Your message waits and goes out if they agree.",
    consent_pending_once:
      "The contact hasn't answered the opt-in request yet. Messages wait and are sent if they agree. A new request goes out when the contact writes again.",
    consent_pending_unkept:
      "The contact hasn't agreed to messages yet, and your organization doesn't hold messages. Send yours once they agree.",
    consent_missing:
      'No consent is on record for this contact. Have it recorded in the CRM before you write.',
    country_not_allowed:
      "Your organization doesn't send first messages to contacts in this country. Wait until the contact writes, or contact your administrator.",
    consent_refused:
      'The contact has declined your opt-in request. You cannot send messages or further requests; the contact can still agree at any time by replying {yes}.',
    consent_refused_unasked:
      'The contact has opted out. You cannot send messages or requests; the contact can still agree at any time by replying {yes}.',
    consent_revoked:
      'The contact has opted out. You cannot send messages or requests until the contact agrees again by replying {yes}.',
    consent_granted: 'The contact has already agreed to receive messages.',
    session_closed:
      "More than {period} {amount|has|have} passed since the contact's last message. WhatsApp now allows only templates: choose one from the list.",
    session_never_open:
      "The contact hasn't written to you yet. On WhatsApp only a template can start the conversation: choose one from the list.",
    session_no_template:
      "WhatsApp allows free text only within {period} of the contact's last message, and no template is available. Wait until the contact writes.",
    session_templates_unknown:
      "WhatsApp allows free text only within {period} of the contact's last message. The list of templates can't be read right now. Try again later.",
    session_closes:
      'Your message would have to wait until {day} at {time}, and the session ({period}) closes before that. WhatsApp then allows only templates: choose one from the list.',
    session_closes_no_template:
      'Your message would have to wait until {day} at {time}, and the session ({period}) closes before that. WhatsApp then allows only templates, and none is available. Wait until the contact writes.',
    template_unavailable: 'The template "{template}" can\'t be used right now.',
    template_none: 'No template can be used right now.',
    templates_unknown: "The list of templates can't be read right now. Try again later.",
    opt_in_unavailable:
      "The contact hasn't agreed to messages yet and can't be asked on {channel} right now (the opt-in template isn't approved in {language}). Contact your administrator, or wait until the contact writes.",
    opt_in_unconfigured:
      "The contact hasn't agreed to messages yet and can't be asked on {channel} right now: no opt-in template is configured. Contact your administrator, or wait until the contact writes.",
    template_invalid: 'The template "{template}" is not filled in correctly: {problem}.',
    marketing_not_allowed: "{channel} doesn't deliver marketing messages in the contact's country.",
    marketing_stopped:
      'The contact has opted out of marketing messages. Other messages are still allowed.',
    marketing_throttled:
      '{channel} is limiting marketing messages to this contact. Try again on {day} at {time}.',
    marketing_consent:
      "The contact hasn't agreed to marketing messages. Have their consent recorded first, or send something else.",
    purpose_stopped:
      'The contact no longer wants messages for "{purpose}". Other messages are still allowed.',
    purpose_consent:
      'The contact hasn\'t agreed to messages for "{purpose}". Have their consent recorded first.',
    frequency_limit:
      'The contact has had {max} {max|message|messages} of this kind ("{purpose}") within {period}, which is the limit. Try again on {day} at {time}.',
    frequency_limit_waiting:
      'Counting what is already waiting, the contact gets {max} {max|message|messages} of this kind ("{purpose}") within {period}, which is the limit. Try again on {day} at {time}.',
    quiet_hours:
      "It's {now} for the contact, outside messaging hours. Try again on {day} at {time} (the contact's time).",
    quiet_hours_anywhere:
      'It may be too early or too late where the contact is. Try again on {day} at {time}.',
    held_quiet_hours:
      "It's {now} for the contact. Your message goes out on {day} at {time}, the contact's time.",
    held_quiet_hours_both:
      "It's {now} for the contact. Your message goes out on {day} at {time} their time, which is {ownDay} at {ownTime} for you.",
    held_quiet_hours_anywhere:
      'It may be too early or too late where the contact is. Your message goes out on {day} at {time}.',
    held_request_quiet_hours:
      "It's {now} for the contact. The opt-in request goes out on {day} at {time}, the contact's time.",
    held_request_anywhere:
      'It may be too early or too late where the contact is. The opt-in request goes out on {day} at {time}.',
    held_ask_quiet_hours:
      "It's {now} for the contact. The opt-in request goes out on {day} at {time}, the contact's time, and your message follows if they agree.",
    held_ask_anywhere:
      'It may be too early or too late where the contact is. The opt-in request goes out on {day} at {time}, and your message follows if they agree.',
    content_invalid: "This can't be sent: {problem}.",
    scheduled: 'The message is scheduled and goes out on {day} at {time}.',
    scheduled_too:
      '{why} Your message is scheduled and goes out on {day} at {time} at the earliest.',
    scheduled_obstacle:
      "The message is scheduled for {day} at {time}. As things stand, it won't go out then: “{why}”",
    held_obstacle:
      "Your message waits until {day} at {time}. As things stand, it won't go out then: “{why}”",
    held_request_obstacle:
      "The opt-in request waits until {day} at {time}. As things stand, it won't go out then: “{why}”",
    held_full:
      '{limit} {limit|message is|messages are} already waiting for this contact. Withdraw {limit|it|one}, or wait until {limit|it|one} is sent.',
    held_full_until:
      '{limit} {limit|message is|messages are} already waiting for this contact. Withdraw {limit|it|one}, or try again on {day} at {time}, when {limit|it|the next one} goes out.',
    held_none:
      "Your organization doesn't hold messages, so they can't be scheduled. Send yours on {day} at {time}, or contact your administrator.",
    not_held: "This message is no longer waiting, so it can't be withdrawn.",
    maybe_sent: 'The message may have been sent.',
    not_in_doubt: 'It is already known whether this message was sent.',
    not_finished:
      'This message has not been sent yet. Withdraw it, or wait until it has been sent.',
    consent_questioned:
      "The contact's words may be an opt-out. Say what the contact meant before you write or send an opt-in request.",
    held_consent_questioned:
      "The contact's words may be an opt-out. Your message waits until someone clarifies what the contact meant.",
    purpose_unnamed:
      'The opt-in request can\'t name "{purpose}": its text has no place for it. Contact your administrator.',
    not_questioned: 'No message from this contact needs to be clarified.',
    not_correctable: 'This opt-out cannot be corrected. Only the contact can undo it.',
    not_correctable_none: 'The contact has not opted out, so there is nothing to correct.',
    not_correctable_other: 'The opt-out was not read from this message.',
    template_reserved:
      'The template "{template}" asks for consent. Send an opt-in request instead.',
    provider_rejected: 'The message was not accepted. {why}',
    provider_not_delivered: 'The message was not delivered. {why}',
  },
  templateProblems: {
    missing: 'the variable "{variable}" is missing',
    unknown: 'there is no variable "{variable}"',
    empty: 'the variable "{variable}" is empty',
    not_text: 'the variable "{variable}" must be text',
    newline: 'the variable "{variable}" contains a line break',
    tab: 'the variable "{variable}" contains a tab',
    spaces: 'the variable "{variable}" contains more than four spaces in a row',
    too_long: 'the whole text is too long',
  },
  contentProblems: {
    empty: 'the message is empty',
    text_too_long: 'the text is longer than {limit} {limit|character|characters}',
    too_many_media: 'there {limit|is|are} more than {limit} {limit|file|files}',
    media_type: 'files of this type are not supported on {channel}',
    media_url: "a file's address is not a web address",
    media_too_large: 'the file is larger than {limit} MB, the limit on {channel}',
    caption_not_supported: "a file of this type can't have a caption",
    kind_not_supported: "this kind of message isn't available on this channel",
    reply_not_supported: "a reply can't quote a message on this channel",
    message_unknown: 'the message it refers to is not in this conversation',
    choices:
      'it needs one to three buttons, or a list of up to ten entries, each with an id of its own',
  },
  faults,
}
