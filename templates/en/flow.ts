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
      'Automatic message: {agent} of {organisation} may write to you here only if you agree. Reply YES to agree or STOP to decline.',
    opt_in_confirmation:
      'Automatic message: thank you, {organisation} may write to you here from now on. Reply STOP at any time to end this.',
    opt_out_confirmation:
      'Automatic message: {organisation} will not write to you here any more. If you change your mind, reply YES.',
    sender_inactive:
      "Automatic message: thank you for writing to {organisation}. We're not currently using this number to accept {channel} messages.",
    help: 'Automatic message: you are writing with {organisation}. Reply YES when we ask for your consent, or STOP at any time to end messages here.',
    disclaimer:
      'Automatic message: {agent} writes to you on behalf of {organisation}. Reply STOP if you do not want messages here.',
  },
}
