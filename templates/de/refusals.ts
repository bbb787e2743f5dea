/** What agents read, in German. */

import type { Refusals } from '../locale.ts'

export const refusals: Refusals = {
  refusals: {
    sender_inactive:
      'Ihre Administration hat diese Nummer für Nachrichten abgeschaltet. Wenden Sie sich an Ihre Administration.',
    sender_restricted:
      'Der Anbieter hat diese Nummer für Nachrichten gesperrt. Wenden Sie sich an Ihre Administration.',
    contact_unreachable: 'Der Kontakt ist über {channel} nicht erreichbar.',
    contact_taken:
      'Mit diesem Kontakt schreibt schon jemand aus Ihrem Geschäftsbereich ({owner}). Wenden Sie sich an Ihre Administration.',
    consent_pending:
      'Der Kontakt hat die Einwilligungsanfrage noch nicht beantwortet. Nachrichten gehen hinaus, sobald er zustimmt; alle {hours} Stunden können Sie neu anfragen.',
    consent_pending_stale:
      'Der Kontakt hat die Einwilligungsanfrage seit mehr als {hours} Stunden nicht beantwortet. Sie können sie noch einmal senden.',
    consent_pending_once:
      'Der Kontakt hat die Einwilligungsanfrage noch nicht beantwortet. Nachrichten gehen hinaus, sobald er zustimmt; eine neue Anfrage geht hinaus, wenn der Kontakt wieder schreibt.',
    consent_pending_unkept:
      'Der Kontakt hat die Einwilligungsanfrage noch nicht beantwortet. Eine Nachricht wird jetzt nicht aufbewahrt: Senden Sie sie, sobald er zustimmt.',
    consent_missing:
      'Für diesen Kontakt ist keine Einwilligung vermerkt. Vermerken Sie sie, bevor Sie schreiben.',
    country_not_allowed:
      'Ihre Organisation schreibt Kontakten in diesem Land nicht zuerst. Warten Sie, bis der Kontakt schreibt, oder wenden Sie sich an Ihren Administrator.',
    consent_refused:
      'Der Kontakt hat Ihre Anfrage abgelehnt. Sie können weder Nachrichten noch weitere Anfragen senden; der Kontakt kann jederzeit mit JA zustimmen.',
    consent_revoked:
      'Der Kontakt hat sich abgemeldet. Sie können weder Nachrichten noch Anfragen senden, bis er mit JA wieder zustimmt.',
    consent_granted: 'Der Kontakt hat Nachrichten schon zugestimmt.',
    session_closed:
      'Seit der letzten Nachricht des Kontakts sind mehr als {hours} Stunden vergangen. WhatsApp erlaubt jetzt nur Vorlagen: Wählen Sie eine aus der Liste.',
    session_never_open:
      'Der Kontakt hat Ihnen noch nicht geschrieben. WhatsApp erlaubt zu Beginn nur Vorlagen: Wählen Sie eine aus der Liste.',
    session_no_template:
      'WhatsApp erlaubt freien Text nur {hours} Stunden lang nach der letzten Nachricht des Kontakts, und es gibt keine Vorlage, die Sie stattdessen verwenden könnten. Warten Sie, bis der Kontakt schreibt.',
    template_unavailable: 'Die Vorlage „{template}“ kann jetzt nicht verwendet werden.',
    template_none: 'Es gibt keine Vorlage, die jetzt verwendet werden kann.',
    template_invalid: 'Die Vorlage „{template}“ ist nicht richtig ausgefüllt: {problem}.',
    marketing_not_allowed: 'Werbevorlagen können diesem Kontakt nicht gesendet werden.',
    quiet_hours: 'Zu dieser Zeit darf dem Kontakt nicht geschrieben werden.',
    held_quiet_hours:
      'Zu dieser Zeit darf dem Kontakt nicht geschrieben werden. Ihre Nachricht wartet und geht dann von selbst hinaus.',
    content_invalid: 'Das kann nicht gesendet werden: {problem}.',
    scheduled: 'Die Nachricht wartet auf den Zeitpunkt, für den sie geplant ist.',
    held_full: 'Für diesen Kontakt warten schon {limit} Nachrichten. Warten Sie auf eine Antwort.',
    not_held: 'Diese Nachricht wartet nicht mehr und kann nicht zurückgezogen werden.',
    not_finished:
      'Diese Nachricht ist noch unterwegs. Ziehen Sie sie zurück, oder warten Sie, bis sie gesendet ist.',
    provider_rejected: 'Der Anbieter hat die Nachricht nicht angenommen (Code {code}).',
  },
  templateProblems: {
    missing: 'die Variable „{variable}“ fehlt',
    unknown: 'eine Variable „{variable}“ gibt es nicht',
    empty: 'die Variable „{variable}“ ist leer',
    not_text: 'die Variable „{variable}“ ist kein Text',
    newline: 'die Variable „{variable}“ enthält einen Zeilenumbruch',
    tab: 'die Variable „{variable}“ enthält einen Tabulator',
    spaces: 'die Variable „{variable}“ enthält mehr als vier Leerzeichen hintereinander',
    too_long: 'der ganze Text ist zu lang',
  },
  contentProblems: {
    empty: 'die Nachricht ist leer',
    text_too_long: 'der Text ist länger als {limit} Zeichen',
    too_many_media: 'es sind mehr als {limit} Dateien',
    media_type: 'Dateien dieser Art werden nicht unterstützt',
    media_url: 'die Adresse einer Datei ist keine Webadresse',
    caption_not_supported: 'eine Datei dieser Art kann keinen Text tragen',
  },
}
