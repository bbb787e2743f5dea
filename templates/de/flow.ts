/** The opt-in flow in German. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  keywords: {
    optIn: ['JA', 'EINVERSTANDEN'],
    optOut: [
      ...['STOPP', 'ABMELDEN', 'ABBESTELLEN', 'BEENDEN', 'AUFHÖREN', 'WIDERRUF', 'WIDERRUFEN'],
      ...['HÖRAUF', 'HÖRENSIEAUF', 'AUFHOEREN', 'HOERAUF', 'HOERENSIEAUF'],
      ...['keine weiteren nachrichten', 'kontaktieren sie mich nicht mehr'],
      ...['keine nachrichten mehr', 'nicht mehr schreiben', 'schreiben sie mir nicht mehr'],
      ...['schreib mir nicht mehr', 'hören sie auf mir zu schreiben', 'melden sie mich ab'],
    ],
    decline: ['NEIN', 'NEIN DANKE'],
    help: ['HILFE'],
  },
  wording: {
    opt_in_request:
      'Automatische Nachricht: {agent} von {organisation} darf Ihnen hier nur mit Ihrer Zustimmung schreiben. Antworten Sie JA, um zuzustimmen, oder STOP, um abzulehnen.',
    opt_in_confirmation:
      'Automatische Nachricht: vielen Dank, {organisation} darf Ihnen ab jetzt hier schreiben. Mit STOP beenden Sie das jederzeit.',
    opt_out_confirmation:
      'Automatische Nachricht: {organisation} schreibt Ihnen hier nicht mehr. Wenn Sie es sich anders überlegen, antworten Sie JA.',
    sender_inactive:
      'Automatische Nachricht: vielen Dank für Ihre Nachricht an {organisation}. Wir nehmen unter dieser Nummer zurzeit keine {channel}-Nachrichten entgegen.',
    help: 'Automatische Nachricht: Sie schreiben mit {organisation}. Antworten Sie JA, wenn wir um Ihre Zustimmung bitten, oder jederzeit STOP, um Nachrichten hier zu beenden.',
    disclaimer:
      'Automatische Nachricht: {agent} schreibt Ihnen im Namen von {organisation}. Antworten Sie STOP, wenn Sie hier keine Nachrichten möchten.',
  },
}
