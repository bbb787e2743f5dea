/** The opt-in flow in English. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  keywords: {
    optIn: ['YES', 'START', 'UNSTOP', 'OPT IN', 'OPTIN'],
    optOut: [
      ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'REMOVE'],
      ...['STOPP', 'STOPIT', 'STOPTHIS', 'STOPNOW', 'NOMORE'],
      ...['opt me out', 'want to opt out', 'unsubscribe me', 'want to unsubscribe', 'stop all'],
      ...['stop texting', 'stop messaging', 'stop contacting', 'stop writing', 'stop spamming'],
      ...[
        'stop sending me messages',
        'stop sending messages',
        'stop sending these',
        'please stop sending',
      ],
      ...[
        'stop sending me texts',
        'stop sending texts',
        'stop these messages',
        'stop the messages',
      ],
      ...['stop messages', 'stop texts', 'stop sms', 'stop receiving', 'stop getting'],
      ...['never contact me', 'never text me', 'never message me', 'dont send me messages'],
      ...['do not send me messages', 'dont send me any more', 'do not send me any more'],
      ...['stop calling or texting', 'no more messages', 'no more texts', 'no more texting'],
      ...[
        'dont text me',
        'do not text me',
        'dont message me',
        'do not message me',
        'dont write to me',
      ],
      ...[
        'dont contact me',
        'do not contact me',
        'do not write to me',
        'quit texting',
        'quit messaging',
      ],
      ...['remove me', 'remove my number', 'take me off', 'delete my number', 'leave me alone'],
    ],
    decline: ['NO', 'NOPE', 'NO THANKS', 'NO THANK YOU'],
    help: ['HELP', 'INFO'],
  },
  wording: {
    opt_in_request:
      '{agent} at {organisation} would like to message you here about your account. Reply YES to agree or STOP to decline.',
    opt_in_request_by_line:
      '{organisation} ({line}) would like to message you here about your account. Reply YES to agree or STOP to decline.',
    opt_in_confirmation:
      "Thanks. You'll get messages from {organisation} here. Reply STOP to opt out, HELP for help.",
    opt_out_confirmation:
      "You're opted out: {organisation} won't message this number again. Changed your mind? Reply YES.",
    sender_inactive:
      "Thank you for writing to {organisation}. We're not currently using this number to accept {channel} messages.",
    help: "You're messaging {organisation}. Questions? {support}. Reply STOP to opt out.",
    disclaimer: 'This is {agent}, writing for {organisation}. Reply STOP to opt out.',
    rates: 'Msg & data rates may apply',
  },
  smsWording: {
    opt_in_request:
      '{organisation}: {agent} would like to text you about your account. {frequency}. {rates}. Reply YES to agree, STOP to decline, HELP for help. Terms: {terms}',
    opt_in_request_by_line:
      '{organisation} ({line}) would like to text you about your account. {frequency}. {rates}. Reply YES to agree, STOP to decline, HELP for help. Terms: {terms}',
    opt_in_confirmation:
      "{organisation}: Thanks. You'll get texts from us here. {frequency}. {rates}. Reply HELP for help, STOP to opt out. Terms: {terms}",
    opt_out_confirmation:
      "{organisation}: You're opted out and won't get any more texts from us. Changed your mind? Reply YES.",
    sender_inactive:
      "Thank you for writing to {organisation}. We're not currently using this number to accept {channel} messages.",
    help: "You're texting with {organisation}. Questions? {support}. {frequency}. {rates}. Reply STOP to opt out.",
    disclaimer: '{organisation}: This is {agent}. {rates}. Reply STOP to opt out, HELP for help.',
    rates: 'Msg & data rates may apply',
  },
}
