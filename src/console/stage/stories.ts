/** Ready stories of the sandbox: the FAQ's questions, played step by step. */

import type { Story } from './stage-types.ts'

const HOUR_MS = 3_600_000

const DATE = { 1: 'Maria', 2: 'Monday at ten' }

/** In the order in which a new user would ask. */
export const STORIES: readonly Story[] = [
  {
    id: 'held',
    name: 'A held message',
    question: 'Why did the customer get a request instead of my message?',
    watch: 'The first message waits until the customer agrees and is then sent automatically.',
    steps: [
      {
        does: 'send',
        agent: 'ana',
        text: 'Your papers are ready.',
        watch:
          'This customer has not been asked yet: the message is held, and an opt-in request goes out first.',
      },
      {
        does: 'write',
        text: 'YES',
        watch: 'The customer agrees. The held message arrives, and the CRM is notified of both.',
      },
      {
        does: 'send',
        agent: 'ana',
        text: 'Shall we meet on Monday?',
        watch: 'From now on Ana’s messages are sent right away.',
      },
    ],
  },
  {
    id: 'session',
    name: 'A closed text field',
    question: "When I tap on the text field it won't let me enter anything. Why?",
    watch:
      'The text field closes 24 hours after the customer’s last message and opens again with the next one.',
    steps: [
      { does: 'write', text: 'Hello', watch: 'The customer writes first, and is asked to agree.' },
      {
        does: 'write',
        text: 'YES',
        at: 'desk',
        watch: 'The session is open: the composer counts down to its close.',
      },
      {
        does: 'send',
        agent: 'ana',
        text: 'Good morning, this is Ana.',
        watch: 'Free text may be sent while the session is open.',
      },
      {
        does: 'wait',
        ms: 25 * HOUR_MS,
        watch: 'The text field is closed: the composer says why and offers templates.',
      },
      {
        does: 'template',
        agent: 'ana',
        template: { name: 'appointment_reminder', language: 'en', variables: DATE },
        watch: 'An approved template may still be sent.',
      },
      {
        does: 'write',
        text: 'Monday is fine.',
        at: 'desk',
        watch: 'The customer writes, and the text field is open again at once.',
      },
    ],
  },
  {
    id: 'rejected',
    name: 'A rejected request',
    question: 'Someone accidentally rejected the opt-in request I sent. What do we do?',
    watch:
      'After a no, nothing may be sent. Any other message from the customer triggers a new request.',
    steps: [
      { does: 'ask', agent: 'ana', watch: 'Ana asks for consent.' },
      {
        does: 'write',
        text: 'No',
        watch: 'The customer declines and reads how to agree after all.',
      },
      {
        does: 'ask',
        agent: 'ana',
        watch: 'A second request is refused: only the customer can undo a no.',
      },
      {
        does: 'write',
        text: 'Sorry, that was a mistake',
        watch: 'Any other message triggers a new request: another chance to agree.',
      },
      { does: 'write', text: 'YES', watch: 'Now the customer has agreed.' },
      { does: 'send', agent: 'ana', text: 'No harm done!', watch: 'And Ana can write.' },
    ],
  },
  {
    id: 'unanswered',
    name: 'No answer for a day',
    question:
      'Why do I see “The contact hasn’t responded to the opt-in request for more than 24 hours. You can try sending the request again.”?',
    watch: 'At most one request every 24 hours.',
    steps: [
      { does: 'ask', agent: 'ana', watch: 'Ana asks for consent and gets no answer.' },
      {
        does: 'ask',
        agent: 'ana',
        watch: 'Too early: the refusal says when she may ask again.',
      },
      {
        does: 'wait',
        ms: 24 * HOUR_MS,
        watch: 'A day later the composer says that the request can be sent again.',
      },
      { does: 'ask', agent: 'ana', watch: 'The second request goes out.' },
      { does: 'write', text: 'Yes', watch: 'The customer agrees.' },
      { does: 'send', agent: 'ana', text: 'Thank you!', watch: 'Ana can write.' },
    ],
  },
  {
    id: 'taken',
    name: 'A colleague’s contact',
    question:
      'Why did I get the error message “Looks like this contact is already messaging with another user”?',
    watch: 'In one line of business a customer talks to one agent, until that agent hands over.',
    steps: [
      { does: 'write', text: 'Hello', watch: 'The customer writes.' },
      { does: 'write', text: 'YES', watch: 'And agrees.' },
      {
        does: 'send',
        agent: 'ana',
        text: 'This is Ana.',
        watch: 'Ana answers and becomes the contact’s owner.',
      },
      {
        does: 'send',
        agent: 'ben',
        text: 'This is Ben.',
        watch: 'Ben is refused and sees who has the contact.',
      },
      { does: 'hand_over', agent: 'ben', watch: 'The contact is handed over to Ben.' },
      { does: 'send', agent: 'ben', text: 'This is Ben.', watch: 'Now Ben may write.' },
    ],
  },
  {
    id: 'inactive',
    name: 'A deactivated number',
    question:
      'Why did a client receive the auto message “. . . We’re not currently using this number to accept WhatsApp messages.”?',
    watch: 'An administrator has deactivated the number: nothing is sent, and no message is lost.',
    steps: [
      { does: 'activate', active: false, watch: 'The administrator deactivates the number.' },
      {
        does: 'write',
        text: 'Is anybody there?',
        watch:
          'The customer gets a notice that the number is not in use; the CRM still gets the message.',
      },
      { does: 'send', agent: 'ana', text: 'I am here.', watch: 'Ana can’t send from this number.' },
      { does: 'activate', active: true, watch: 'The administrator activates it again.' },
      { does: 'write', text: 'Hello?', watch: 'Now the customer is asked to agree, as usual.' },
    ],
  },
  {
    id: 'stop',
    name: 'STOP',
    question: 'What if the customer wants no more messages?',
    watch:
      'STOP, in any spelling, ends all messages, templates included, until the customer agrees again.',
    steps: [
      { does: 'write', text: 'Hello', watch: 'The customer writes.' },
      { does: 'write', text: 'YES', watch: 'And agrees.' },
      {
        does: 'write',
        text: 'stop please',
        watch: 'The customer gets a confirmation that says how to opt back in.',
      },
      {
        does: 'template',
        agent: 'ana',
        template: { name: 'appointment_reminder', language: 'en', variables: DATE },
        watch: 'Not even a template goes out.',
      },
      { does: 'write', text: 'YES', watch: 'Only the customer can change that.' },
    ],
  },
]
