/** Every route under `/v1`, in the order of the documentation. */

import { recordConsent, requestOptIn } from './consent.ts'
import {
  changeContact,
  changeOwner,
  eraseContact,
  listContacts,
  listMessages,
  readContact,
  readJournal,
} from './contacts.ts'
import { listDeadLetters, replayDeadLetter } from './dead-letters.ts'
import { cancelMessage, readMessage, sendMessage } from './messages.ts'
import type { Route } from './route.ts'
import { changeSender, listSenders, listTemplates, readComposer } from './senders.ts'

export const ROUTES: readonly Route[] = [
  readComposer,
  sendMessage,
  readMessage,
  cancelMessage,
  requestOptIn,
  recordConsent,
  listContacts,
  readContact,
  changeContact,
  eraseContact,
  changeOwner,
  listMessages,
  readJournal,
  listSenders,
  changeSender,
  listTemplates,
  listDeadLetters,
  replayDeadLetter,
]
