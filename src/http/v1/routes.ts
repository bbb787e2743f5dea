/** Every route under `/v1`, in the order of the documentation. */

import type { Route } from '../kit/route.ts'
import { listChanges } from './audit.ts'
import { createComposerToken, followComposer, readComposer } from './composer/composer.ts'
import { recordConsent, requestOptIn, settleDoubt } from './contacts/consent.ts'
import {
  changeContact,
  changeOwner,
  eraseContact,
  listMessages,
  readContact,
  readJournal,
} from './contacts/contacts.ts'
import { changeLegalHold } from './contacts/legal-hold.ts'
import { changePurpose } from './contacts/purposes.ts'
import { listDeadLetters, replayDeadLetter, replayDeadLetters } from './dead-letters.ts'
import { listEvents } from './events.ts'
import { exportAll } from './export/everything.ts'
import { readEvidence } from './export/evidence-pack.ts'
import { importContacts, readImport, readImportReport } from './import/imports.ts'
import { listAllMessages, listContacts } from './lists.ts'
import { uploadFile } from './messages/files.ts'
import {
  cancelMessage,
  discardMessage,
  readMessage,
  resendMessage,
  sendMessage,
} from './messages/messages.ts'
import { listObservations } from './messages/observations.ts'
import { changeSender, listSenders, listTemplates } from './senders.ts'

export const ROUTES: readonly Route[] = [
  readComposer,
  followComposer,
  createComposerToken,
  sendMessage,
  uploadFile,
  listAllMessages,
  readMessage,
  cancelMessage,
  resendMessage,
  discardMessage,
  requestOptIn,
  recordConsent,
  settleDoubt,
  listContacts,
  readContact,
  changeContact,
  changePurpose,
  changeLegalHold,
  eraseContact,
  changeOwner,
  listMessages,
  readJournal,
  readEvidence,
  importContacts,
  readImport,
  readImportReport,
  listEvents,
  exportAll,
  listSenders,
  changeSender,
  listTemplates,
  listObservations,
  listDeadLetters,
  replayDeadLetter,
  replayDeadLetters,
  listChanges,
]
