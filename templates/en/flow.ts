/** The opt-in flow in English. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  wording: {
    opt_in_request:
      '{agent} at {organisation} would like to message you here about {purposes}. Reply YES to agree or STOP to decline.',
    opt_in_request_by_line:
      '{organisation} ({line}) would like to message you here about {purposes}. Reply YES to agree or STOP to decline.',
    opt_in_confirmation:
      "Thanks. You'll get messages from {organisation} here. Reply STOP to opt out, HELP for help.",
    opt_out_confirmation:
      "You're opted out: {organisation} won't message this number again. {reach}. Changed your mind? Reply {yes}.",
    sender_inactive:
      "Thank you for writing to {organisation}. We're not currently using this number to accept {channel} messages.",
    help: "You're messaging {organisation}. Questions? {support}. Reply STOP to opt out.",
    disclaimer: 'This is {agent}, writing for {organisation}. Reply STOP to opt out.',
    rates: 'Msg & data rates may apply',
    doubt_question:
      'Do you want to stop messages from {organisation}? Reply STOP. If not, there is nothing you need to do.',
    reach_channel: '{channels} is not affected; reply STOP there',
    reach_everywhere: 'This applies to {channels}',
    yes_word: 'YES',
    about_service: 'your account',
    about_marketing: 'our offers',
  },
  smsWording: {
    opt_in_request:
      '{organisation}: {agent} would like to text you about {purposes}. {frequency}. {rates}. Reply YES to agree, STOP to decline, HELP for help. Terms: {terms}',
    opt_in_request_by_line:
      '{organisation} ({line}) would like to text you about {purposes}. {frequency}. {rates}. Reply YES to agree, STOP to decline, HELP for help. Terms: {terms}',
    opt_in_confirmation:
      "{organisation}: Thanks. You'll get texts from us here. {frequency}. {rates}. Reply HELP for help, STOP to opt out. Terms: {terms}",
    opt_out_confirmation:
      "{organisation}: You're opted out and won't get any more texts from us. {reach}. Changed your mind? Reply {yes}.",
    sender_inactive:
      "Thank you for writing to {organisation}. We're not currently using this number to accept {channel} messages.",
    help: "You're texting with {organisation}. Questions? {support}. {frequency}. {rates}. Reply STOP to opt out.",
    disclaimer: '{organisation}: This is {agent}. {rates}. Reply STOP to opt out, HELP for help.',
    rates: 'Msg & data rates may apply',
    doubt_question:
      '{organisation}: Do you want to stop our texts? Reply STOP. If not, there is nothing you need to do.',
    reach_channel: '{channels} is not affected; reply STOP there',
    reach_everywhere: 'This applies to {channels}',
    yes_word: 'YES',
    about_service: 'your account',
    about_marketing: 'our offers',
  },
}
