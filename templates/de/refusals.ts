/** Sentences for agents, in German. */

import type { Refusals } from '../locale.ts'
import { faults } from './faults.ts'

export const refusals: Refusals = {
  language: 'de',
  refusals: {
    sender_inactive:
      'Diese Nummer wurde von der Administration für Nachrichten abgeschaltet. Wenden Sie sich an Ihre Administration.',
    sender_restricted:
      'Der Anbieter hat diese Nummer für Nachrichten gesperrt. Wenden Sie sich an Ihre Administration.',
    sender_unregistered:
      'Diese Nummer ist nicht für Nachrichten an Kontakte in den USA registriert. Wenden Sie sich an Ihre Administration.',
    sender_paused:
      'Der Anbieter hat diese Nummer vorübergehend angehalten. Sie wird automatisch wieder freigegeben: Versuchen Sie es am {day} um {time} erneut.',
    held_sender_paused:
      'Der Anbieter hat diese Nummer vorübergehend angehalten. Ihre Nachricht wartet und wird am {day} um {time} gesendet.',
    held_ask_sender_paused:
      'Der Anbieter hat diese Nummer vorübergehend angehalten. Die Einwilligungsanfrage wird am {day} um {time} gesendet, und Ihre Nachricht folgt, sobald der Kontakt zustimmt.',
    held_request_sender_paused:
      'Der Anbieter hat diese Nummer vorübergehend angehalten. Die Einwilligungsanfrage wird am {day} um {time} gesendet.',
    contact_unreachable: 'Der Kontakt ist über {channel} nicht erreichbar.',
    contact_taken:
      'Mit diesem Kontakt schreibt bereits jemand aus Ihrem Geschäftsbereich: {owner}. Bitten Sie {owner} um Übergabe oder wenden Sie sich an Ihre Administration.',
    consent_pending:
      'Der Kontakt hat auf die Einwilligungsanfrage noch nicht geantwortet. Nachrichten warten und werden gesendet, sobald er zustimmt. Erneut anfragen können Sie am {day} um {time}.',
    consent_pending_unasked:
      'Der Kontakt wurde noch nicht um Einwilligung gebeten. Ihre erste Nachricht löst die Anfrage aus und wird gesendet, sobald er zustimmt.',
    consent_pending_asked:
      'Der Kontakt wurde um Einwilligung gebeten. Ihre Nachricht wartet und wird gesendet, sobald er zustimmt.',
    consent_pending_request:
      'Der Kontakt hat auf die Einwilligungsanfrage noch nicht geantwortet. Erneut anfragen können Sie am {day} um {time}.',
    consent_pending_stale:
      'Der Kontakt hat mehr als {period} lang nicht auf die Einwilligungsanfrage geantwortet. Sie können die Anfrage erneut senden.',
    held_consent_obstacle:
      'Ihre Nachricht wartet. Nach heutigem Stand wird sie nicht gesendet: „{why}“',
    held_consent_stale:
      'Der Kontakt hat mehr als {period} lang nicht auf die Einwilligungsanfrage geantwortet. Sie können die Anfrage erneut senden. Ihre Nachricht wartet und wird gesendet, sobald er zustimmt.',
    consent_pending_once:
      'Der Kontakt hat auf die Einwilligungsanfrage noch nicht geantwortet. Nachrichten warten und werden gesendet, sobald er zustimmt. Wenn der Kontakt wieder schreibt, wird erneut angefragt.',
    consent_pending_unkept:
      'Der Kontakt hat noch nicht eingewilligt, und Nachrichten werden hier nicht aufbewahrt. Senden Sie Ihre Nachricht, sobald er zugestimmt hat.',
    consent_missing:
      'Für diesen Kontakt ist keine Einwilligung erfasst. Lassen Sie sie im CRM erfassen, bevor Sie schreiben.',
    country_not_allowed:
      'Ihre Organisation schreibt Kontakte in diesem Land nicht zuerst an. Warten Sie, bis der Kontakt schreibt, oder wenden Sie sich an Ihre Administration.',
    consent_refused:
      'Der Kontakt hat Ihre Anfrage abgelehnt. Sie können weder Nachrichten noch weitere Anfragen senden; der Kontakt kann jederzeit mit {yes} zustimmen.',
    consent_refused_unasked:
      'Der Kontakt hat sich abgemeldet. Sie können weder Nachrichten noch Anfragen senden; der Kontakt kann jederzeit mit {yes} zustimmen.',
    consent_revoked:
      'Der Kontakt hat sich abgemeldet. Sie können weder Nachrichten noch Anfragen senden, bis er mit {yes} wieder zustimmt.',
    consent_granted: 'Der Kontakt hat Nachrichten bereits zugestimmt.',
    session_closed:
      'Seit der letzten Nachricht des Kontakts {amount|ist|sind} mehr als {period} vergangen. WhatsApp erlaubt jetzt nur Vorlagen: Wählen Sie eine aus der Liste.',
    session_never_open:
      'Der Kontakt hat Ihnen noch nicht geschrieben. WhatsApp erlaubt zu Beginn nur Vorlagen: Wählen Sie eine aus der Liste.',
    session_no_template:
      'WhatsApp erlaubt freien Text nur bis {period} nach der letzten Nachricht des Kontakts, und es ist keine Vorlage verfügbar. Warten Sie, bis der Kontakt schreibt.',
    session_templates_unknown:
      'WhatsApp erlaubt freien Text nur bis {period} nach der letzten Nachricht des Kontakts. Die Liste der Vorlagen ist zurzeit nicht abrufbar. Versuchen Sie es später erneut.',
    session_closes:
      'Ihre Nachricht müsste bis {day} um {time} warten, und vorher endet das Zeitfenster ({period}). WhatsApp erlaubt dann nur Vorlagen: Wählen Sie eine aus der Liste.',
    session_closes_no_template:
      'Ihre Nachricht müsste bis {day} um {time} warten, und vorher endet das Zeitfenster ({period}). WhatsApp erlaubt dann nur Vorlagen, und es ist keine verfügbar. Warten Sie, bis der Kontakt schreibt.',
    template_unavailable: 'Die Vorlage „{template}“ ist zurzeit nicht verwendbar.',
    template_none: 'Zurzeit ist keine Vorlage verwendbar.',
    templates_unknown:
      'Die Liste der Vorlagen ist zurzeit nicht abrufbar. Versuchen Sie es später erneut.',
    opt_in_unavailable:
      'Der Kontakt hat noch nicht eingewilligt und kann zurzeit nicht über {channel} gefragt werden (die Vorlage für die Anfrage ist in dieser Sprache nicht genehmigt: {language}). Wenden Sie sich an Ihre Administration oder warten Sie, bis der Kontakt schreibt.',
    opt_in_unconfigured:
      'Der Kontakt hat noch nicht eingewilligt und kann zurzeit nicht über {channel} gefragt werden: Für die Anfrage ist keine Vorlage eingerichtet. Wenden Sie sich an Ihre Administration oder warten Sie, bis der Kontakt schreibt.',
    template_invalid: 'Die Vorlage „{template}“ ist nicht richtig ausgefüllt: {problem}.',
    marketing_not_allowed: '{channel} stellt im Land des Kontakts keine Werbung zu.',
    marketing_stopped:
      'Der Kontakt möchte keine Werbung mehr. Andere Nachrichten sind weiterhin möglich.',
    marketing_throttled:
      '{channel} begrenzt zurzeit die Werbung an diesen Kontakt. Versuchen Sie es am {day} um {time} erneut.',
    marketing_consent:
      'Der Kontakt hat Werbung nicht zugestimmt. Lassen Sie zuerst die Einwilligung eintragen, oder senden Sie etwas anderes.',
    purpose_stopped:
      'Der Kontakt möchte keine Nachrichten zu „{purpose}“ mehr. Andere Nachrichten sind weiterhin möglich.',
    purpose_consent:
      'Der Kontakt hat Nachrichten zu „{purpose}“ nicht zugestimmt. Lassen Sie zuerst die Einwilligung eintragen.',
    frequency_limit:
      'Der Kontakt hat schon {max} {max|Nachricht|Nachrichten} dieser Art („{purpose}“) erhalten, die Grenze für {period} ist damit erreicht. Versuchen Sie es am {day} um {time} erneut.',
    frequency_limit_waiting:
      'Mit dem, was schon wartet, erhält der Kontakt {max} {max|Nachricht|Nachrichten} dieser Art („{purpose}“), die Grenze für {period} ist damit erreicht. Versuchen Sie es am {day} um {time} erneut.',
    quiet_hours:
      'Beim Kontakt ist es {now}, außerhalb der erlaubten Zeiten. Versuchen Sie es am {day} um {time} (Ortszeit des Kontakts) erneut.',
    quiet_hours_anywhere:
      'Beim Kontakt kann es zu früh oder zu spät für Nachrichten sein. Versuchen Sie es am {day} um {time} erneut.',
    held_quiet_hours:
      'Beim Kontakt ist es {now}. Ihre Nachricht wird am {day} um {time} (Ortszeit des Kontakts) gesendet.',
    held_quiet_hours_both:
      'Beim Kontakt ist es {now}. Ihre Nachricht wird am {day} um {time} (Ortszeit des Kontakts) gesendet, bei Ihnen am {ownDay} um {ownTime}.',
    held_quiet_hours_anywhere:
      'Beim Kontakt kann es zu früh oder zu spät für Nachrichten sein. Ihre Nachricht wird am {day} um {time} automatisch gesendet.',
    held_request_quiet_hours:
      'Beim Kontakt ist es {now}. Die Einwilligungsanfrage wird am {day} um {time} (Ortszeit des Kontakts) gesendet.',
    held_request_anywhere:
      'Beim Kontakt kann es zu früh oder zu spät sein. Die Einwilligungsanfrage wird am {day} um {time} automatisch gesendet.',
    held_ask_quiet_hours:
      'Beim Kontakt ist es {now}. Die Einwilligungsanfrage wird am {day} um {time} (Ortszeit des Kontakts) gesendet, und Ihre Nachricht folgt, sobald der Kontakt zustimmt.',
    held_ask_anywhere:
      'Beim Kontakt kann es zu früh oder zu spät sein. Die Einwilligungsanfrage wird am {day} um {time} automatisch gesendet, und Ihre Nachricht folgt, sobald der Kontakt zustimmt.',
    content_invalid: 'Das kann nicht gesendet werden: {problem}.',
    scheduled: 'Die Nachricht ist geplant und wird am {day} um {time} gesendet.',
    scheduled_too:
      '{why} Ihre Nachricht ist geplant und wird frühestens am {day} um {time} gesendet.',
    scheduled_obstacle:
      'Die Nachricht ist für den {day} um {time} geplant. Nach heutigem Stand wird sie dann nicht gesendet: „{why}“',
    held_obstacle:
      'Ihre Nachricht wartet bis {day} um {time}. Nach heutigem Stand wird sie dann nicht gesendet: „{why}“',
    held_request_obstacle:
      'Die Einwilligungsanfrage wartet bis {day} um {time}. Nach heutigem Stand wird sie dann nicht gesendet: „{why}“',
    held_full:
      'Für diesen Kontakt {limit|wartet|warten} bereits {limit} {limit|Nachricht|Nachrichten}. Ziehen Sie {limit|sie|eine} zurück, oder warten Sie, bis {limit|sie|eine} gesendet ist.',
    held_full_until:
      'Für diesen Kontakt {limit|wartet|warten} bereits {limit} {limit|Nachricht|Nachrichten}. Ziehen Sie {limit|sie|eine} zurück, oder versuchen Sie es am {day} um {time} erneut: Dann wird {limit|sie|die nächste} gesendet.',
    held_none:
      'Nachrichten können hier nicht geplant werden: In Ihrer Organisation wartet keine Nachricht. Senden Sie Ihre am {day} um {time}, oder wenden Sie sich an Ihre Administration.',
    not_held: 'Diese Nachricht wartet nicht mehr und kann nicht zurückgezogen werden.',
    maybe_sent: 'Die Nachricht wurde möglicherweise gesendet.',
    not_in_doubt: 'Ob diese Nachricht gesendet wurde, ist schon geklärt.',
    not_finished:
      'Diese Nachricht wurde noch nicht gesendet. Ziehen Sie sie zurück oder warten Sie, bis sie gesendet ist.',
    consent_questioned:
      'Was der Kontakt geschrieben hat, kann heißen, dass er keine Nachrichten mehr möchte. Geben Sie an, was gemeint war, bevor Sie anfragen oder schreiben.',
    held_consent_questioned:
      'Was der Kontakt geschrieben hat, kann heißen, dass er keine Nachrichten mehr möchte. Ihre Nachricht wartet, bis geklärt ist, was gemeint war.',
    purpose_unnamed:
      'Die Einwilligungsanfrage kann „{purpose}“ nicht nennen: In ihrem Text ist dafür kein Platz vorgesehen. Wenden Sie sich an Ihre Administration.',
    not_questioned: 'Keine Nachricht dieses Kontakts ist zweifelhaft.',
    not_correctable:
      'Diese Abmeldung kann nicht berichtigt werden. Nur der Kontakt selbst kann sie zurücknehmen.',
    not_correctable_none: 'Der Kontakt hat sich nicht abgemeldet; es gibt nichts zu berichtigen.',
    not_correctable_other: 'Die Abmeldung stammt nicht aus dieser Nachricht.',
    template_reserved:
      'Die Vorlage „{template}“ bittet um Einwilligung. Senden Sie stattdessen eine Einwilligungsanfrage.',
    provider_rejected: 'Die Nachricht wurde nicht angenommen. {why}',
    provider_not_delivered: 'Die Nachricht wurde nicht zugestellt. {why}',
  },
  templateProblems: {
    missing: 'die Variable „{variable}“ fehlt',
    unknown: 'eine Variable „{variable}“ gibt es nicht',
    empty: 'die Variable „{variable}“ ist leer',
    not_text: 'die Variable „{variable}“ muss Text sein',
    newline: 'die Variable „{variable}“ enthält einen Zeilenumbruch',
    tab: 'die Variable „{variable}“ enthält einen Tabulator',
    spaces: 'die Variable „{variable}“ enthält mehr als vier Leerzeichen hintereinander',
    too_long: 'der ganze Text ist zu lang',
  },
  contentProblems: {
    empty: 'die Nachricht ist leer',
    text_too_long: 'der Text ist länger als {limit} Zeichen',
    too_many_media: 'es {limit|ist|sind} mehr als {limit} {limit|Datei|Dateien}',
    media_type: 'Dateien dieser Art werden bei {channel} nicht unterstützt',
    media_url: 'die Adresse einer Datei ist keine Webadresse',
    media_too_large: 'die Datei ist größer als {limit} MB; mehr überträgt {channel} nicht',
    caption_not_supported: 'eine Datei dieser Art kann keinen Begleittext haben',
    kind_not_supported: 'Nachrichten dieser Art gibt es auf diesem Kanal nicht',
    reply_not_supported: 'auf diesem Kanal kann eine Antwort keine Nachricht zitieren',
    message_unknown: 'die Nachricht, auf die sie sich bezieht, gehört nicht zu diesem Gespräch',
    choices:
      'sie braucht ein bis drei Schaltflächen oder eine Liste mit höchstens zehn Einträgen, jeder mit eigener Kennung',
  },
  faults,
}
