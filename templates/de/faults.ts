/** Why the provider did not take or deliver a message, in German. */

import type { Refusals } from '../locale.ts'

export const faults: Refusals['faults'] = {
  recipient_off:
    'Das Telefon des Kontakts ist ausgeschaltet oder nicht erreichbar. Versuchen Sie es später erneut.',
  recipient_unknown:
    'Die Nummer des Kontakts ist zurzeit offenbar nicht vergeben oder nicht erreichbar. Prüfen Sie die Nummer oder versuchen Sie es später erneut.',
  recipient_invalid: 'Die Nummer des Kontakts ist ungültig. Prüfen Sie die Nummer.',
  recipient_landline:
    'Die Nummer des Kontakts ist ein Festnetzanschluss oder kann keine SMS empfangen. Prüfen Sie die Nummer.',
  recipient_blocks:
    'Das Telefon oder der Netzbetreiber des Kontakts blockiert Nachrichten von Ihrer Nummer. Warten Sie, bis der Kontakt schreibt.',
  recipient_not_on_channel:
    'Der Kontakt ist mit dieser Nummer nicht bei {channel} oder kann dort keine Nachrichten empfangen.',
  recipient_unreachable: 'Der Kontakt ist über {channel} nicht erreichbar.',
  recipient_not_joined:
    'Ihre Nummer ist eine Testnummer, und der Kontakt nimmt am Test nicht teil. Bitten Sie den Kontakt, sich anzumelden, oder wenden Sie sich an Ihre Administration.',
  rate_limited:
    'In kurzer Zeit wurden zu viele Nachrichten gesendet. Versuchen Sie es später erneut.',
  sender_paused:
    'Ihre Nummer hat ihr Limit vorerst erreicht und wird automatisch wieder freigegeben. Versuchen Sie es am {day} um {time} erneut.',
  sender_unregistered:
    'Ihre Nummer ist nicht für Nachrichten an Kontakte in den USA registriert. Wenden Sie sich an Ihre Administration.',
  sender_restricted:
    'Der Anbieter hat Ihre Nummer gesperrt. Wenden Sie sich an Ihre Administration.',
  country_not_enabled:
    'Nachrichten in das Land des Kontakts sind nicht freigeschaltet. Wenden Sie sich an Ihre Administration.',
  template_invalid:
    'Die Vorlage fehlt in dieser Sprache oder entspricht nicht der genehmigten Fassung. Wenden Sie sich an Ihre Administration.',
  template_paused:
    '{channel} hat diese Vorlage vorübergehend angehalten. Versuchen Sie es später erneut.',
  template_rejected:
    '{channel} hat diese Vorlage abgelehnt oder gesperrt. Wenden Sie sich an Ihre Administration.',
  content_rejected:
    'Dieser Inhalt ist nicht erlaubt. Ändern Sie die Nachricht, bevor Sie sie erneut senden.',
  carrier_filtered:
    'Der Spamfilter des Netzbetreibers hat sie aufgehalten. Ändern Sie den Wortlaut, bevor Sie sie erneut senden.',
  media_failed:
    'Eine Datei konnte nicht abgerufen werden. Prüfen Sie, ob sie vorhanden und nicht zu groß ist, und senden Sie sie erneut.',
  media_unsupported:
    '{channel} überträgt keine Datei dieser Art oder Größe. Senden Sie sie in einem anderen Format.',
  identity_unsupported:
    'Für diese Art von Vorlage wird die Telefonnummer des Kontakts gebraucht, und sie ist nicht bekannt.',
  configuration:
    'Das Konto beim Anbieter ist dafür nicht eingerichtet (Code {code}). Wenden Sie sich an Ihre Administration.',
  expired: 'Sie konnte nicht rechtzeitig zugestellt werden. Versuchen Sie es später erneut.',
  transient:
    'Beim Anbieter oder im Netz gibt es eine vorübergehende Störung. Versuchen Sie es später erneut.',
  unknown: 'Der Anbieter nennt als Grund nur den Code {code}. Versuchen Sie es später erneut.',
}
