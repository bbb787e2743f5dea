/** Why the provider did not take or deliver a message, in English. */

import type { Refusals } from '../locale.ts'

export const faults: Refusals['faults'] = {
  recipient_off: "The contact's phone is off or out of reach. Try again later.",
  recipient_unknown:
    "The contact's number doesn't seem to be in service right now. Check the number, or try again later.",
  recipient_invalid: "The contact's number isn't valid. Check the number.",
  recipient_landline:
    "The contact's number is a landline or can't receive text messages. Check the number.",
  recipient_blocks:
    "The contact's phone or carrier blocks messages from your number. Wait until the contact writes.",
  recipient_not_on_channel:
    "The contact isn't on {channel} with this number, or can't receive messages there.",
  recipient_unreachable: "The contact can't be reached on {channel}.",
  recipient_not_joined:
    "You're using a test number, and the contact hasn't joined the test. Ask the contact to join, or contact your administrator.",
  rate_limited: 'Too many messages were sent in a short time. Try again later.',
  sender_paused:
    'Your number has reached its limit for now and resumes automatically. Try again on {day} at {time}.',
  sender_unregistered:
    "Your number isn't registered for messages to contacts in the US. Contact your administrator.",
  sender_restricted: 'The provider has stopped your number. Contact your administrator.',
  country_not_enabled:
    "Messages to the contact's country aren't enabled. Contact your administrator.",
  template_invalid:
    'The template is missing in this language, or does not match what was approved. Contact your administrator.',
  template_paused: '{channel} has paused this template for now. Try again later.',
  template_rejected:
    '{channel} has rejected or disabled this template. Contact your administrator.',
  content_rejected: 'This content is not allowed. Change the message before you send it again.',
  carrier_filtered:
    "The carrier's spam filter blocked the message. Change the wording before you send it again.",
  media_failed:
    "A file could not be fetched. Check that it exists and isn't too large, then send the message again.",
  media_unsupported:
    "{channel} doesn't support files of this type or size. Send the file in another format.",
  identity_unsupported:
    "This kind of template needs the contact's phone number, which isn't known.",
  configuration:
    "The provider account isn't set up for this (code {code}). Contact your administrator.",
  expired: 'The message could not be delivered in time. Try again later.',
  transient: 'The provider or the carrier has a temporary problem. Try again later.',
  unknown: 'The provider gave no reason except the code {code}. Try again later.',
}
