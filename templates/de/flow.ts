/** The opt-in flow in German. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  wording: {
    opt_in_request:
      '{agent} ({organisation}) möchte Ihnen hier zu {purposes} schreiben. Antworten Sie mit JA, um zuzustimmen, oder mit STOP, um abzulehnen.',
    opt_in_request_by_line:
      '{organisation} ({line}) möchte Ihnen hier zu {purposes} schreiben. Antworten Sie mit JA, um zuzustimmen, oder mit STOP, um abzulehnen.',
    opt_in_confirmation:
      'Vielen Dank. Sie erhalten ab jetzt hier Nachrichten von {organisation}. Antworten Sie mit STOP, um sich abzumelden, oder mit HILFE, wenn Sie Hilfe brauchen.',
    opt_out_confirmation:
      'Sie sind abgemeldet: {organisation} schreibt nicht mehr an diese Nummer. {reach}. Möchten Sie doch wieder Nachrichten erhalten? Antworten Sie mit {yes}.',
    sender_inactive:
      'Vielen Dank für Ihre Nachricht an {organisation}. Unter dieser Nummer nehmen wir zurzeit keine {channel}-Nachrichten entgegen.',
    help: 'Sie sind in Kontakt mit {organisation}. Fragen? {support}. Antworten Sie mit STOP, um sich abzumelden.',
    disclaimer:
      'Hier schreibt Ihnen {agent} für {organisation}. Antworten Sie mit STOP, um sich abzumelden.',
    rates: 'Es können Gebühren für Nachrichten und Daten anfallen',
    doubt_question:
      'Möchten Sie keine Nachrichten von {organisation} mehr? Antworten Sie mit STOP. Sonst brauchen Sie nichts zu tun.',
    reach_channel: '{channels} ist davon nicht betroffen; antworten Sie dort mit STOP',
    reach_everywhere: 'Das gilt für {channels}',
    yes_word: 'JA',
    about_service: 'Ihrem Kundenkonto',
    about_marketing: 'unseren Angeboten',
  },
  smsWording: {
    opt_in_request:
      '{organisation}: {agent} möchte Ihnen per SMS zu {purposes} schreiben. {frequency}. {rates}. Antworten Sie mit JA (zustimmen), STOP (ablehnen) oder HILFE. Bedingungen: {terms}',
    opt_in_request_by_line:
      '{organisation} ({line}) möchte Ihnen per SMS zu {purposes} schreiben. {frequency}. {rates}. Antworten Sie mit JA (zustimmen), STOP (ablehnen) oder HILFE. Bedingungen: {terms}',
    opt_in_confirmation:
      '{organisation}: Vielen Dank. Sie erhalten ab jetzt SMS von uns. {frequency}. {rates}. Hilfe mit HILFE, Abmelden mit STOP. Bedingungen: {terms}',
    opt_out_confirmation:
      '{organisation}: Sie sind abgemeldet und erhalten keine SMS mehr von uns. {reach}. Möchten Sie doch wieder SMS erhalten? Antworten Sie mit {yes}.',
    sender_inactive:
      'Vielen Dank für Ihre Nachricht an {organisation}. Unter dieser Nummer nehmen wir zurzeit keine {channel} entgegen.',
    help: 'Sie sind per SMS in Kontakt mit {organisation}. Fragen? {support}. {frequency}. {rates}. Abmelden mit STOP.',
    disclaimer:
      '{organisation}: Hier schreibt {agent}. {rates}. Abmelden mit STOP, Hilfe mit HILFE.',
    rates: 'Es können Gebühren für Nachrichten und Daten anfallen',
    doubt_question:
      '{organisation}: Möchten Sie keine SMS mehr von uns? Antworten Sie mit STOP. Sonst brauchen Sie nichts zu tun.',
    reach_channel: '{channels} ist davon nicht betroffen; antworten Sie dort mit STOP',
    reach_everywhere: 'Das gilt für {channels}',
    yes_word: 'JA',
    about_service: 'Ihrem Kundenkonto',
    about_marketing: 'unseren Angeboten',
  },
}
