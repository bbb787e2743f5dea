/** Sentences for agents, in Spanish. */

import type { Refusals } from '../locale.ts'
import { faults } from './faults.ts'

export const refusals: Refusals = {
  language: 'es',
  refusals: {
    sender_inactive:
      'Su administrador ha desactivado este número para mensajes. Contacte con su administrador.',
    sender_restricted:
      'El proveedor ha bloqueado este número para mensajes. Contacte con su administrador.',
    sender_unregistered:
      'Este número no está registrado para enviar mensajes a contactos de EE. UU. Contacte con su administrador.',
    sender_paused:
      'El proveedor ha pausado este número por ahora. Se reactivará automáticamente: inténtelo el {day} {time|a la|a las} {time}.',
    held_sender_paused:
      'El proveedor ha pausado este número por ahora. Su mensaje espera y se enviará el {day} {time|a la|a las} {time}.',
    held_ask_sender_paused:
      'El proveedor ha pausado este número por ahora. La solicitud de consentimiento se enviará el {day} {time|a la|a las} {time}, y su mensaje cuando el contacto la acepte.',
    held_request_sender_paused:
      'El proveedor ha pausado este número por ahora. La solicitud de consentimiento se enviará el {day} {time|a la|a las} {time}.',
    contact_unreachable: 'No se puede contactar con esta persona por {channel}.',
    contact_taken:
      'Parece que este contacto ya está hablando con otra persona de su línea de negocio: {owner}. Pida a {owner} que le ceda el contacto o contacte con su administrador.',
    consent_pending:
      'El contacto aún no ha respondido a la solicitud de consentimiento. Los mensajes esperan y se enviarán cuando la acepte. Puede volver a pedirlo el {day} {time|a la|a las} {time}.',
    consent_pending_unasked:
      'Aún no se ha pedido el consentimiento del contacto. Su primer mensaje genera la solicitud y se enviará cuando el contacto la acepte.',
    consent_pending_asked:
      'Hemos pedido el consentimiento al contacto. Su mensaje está en espera y se enviará cuando lo dé.',
    consent_pending_request:
      'El contacto aún no ha respondido a la solicitud de consentimiento. Puede volver a pedirlo el {day} {time|a la|a las} {time}.',
    consent_pending_stale:
      'El contacto lleva más de {period} sin responder a la solicitud de consentimiento. Puede intentar enviarla de nuevo.',
    held_consent_obstacle:
      'Su mensaje está en espera. Tal como están las cosas, no se enviará: «{why}»',
    held_consent_stale:
      'El contacto lleva más de {period} sin responder a la solicitud de consentimiento. Puede intentar enviarla de nuevo. Su mensaje está en espera y se enviará cuando la acepte.',
    consent_pending_once:
      'El contacto aún no ha respondido a la solicitud de consentimiento. Los mensajes esperan y se enviarán cuando la acepte. Se enviará otra solicitud cuando el contacto vuelva a escribir.',
    consent_pending_unkept:
      'El contacto aún no ha dado su consentimiento y aquí los mensajes no quedan en espera. Envíe el suyo cuando lo dé.',
    consent_missing:
      'No consta el consentimiento de este contacto. Pida que se registre en el CRM antes de escribir.',
    country_not_allowed:
      'Su organización no envía primeros mensajes a contactos de este país. Espere a que el contacto escriba o contacte con su administrador.',
    consent_refused:
      'El contacto ha rechazado su solicitud. No puede enviar mensajes ni más solicitudes; el contacto puede aceptar en cualquier momento respondiendo {yes}.',
    consent_refused_unasked:
      'El contacto se ha dado de baja. No puede enviar mensajes ni solicitudes; el contacto puede aceptar en cualquier momento respondiendo {yes}.',
    consent_revoked:
      'El contacto se ha dado de baja. No puede enviar mensajes ni solicitudes hasta que acepte de nuevo respondiendo {yes}.',
    consent_granted: 'El contacto ya ha aceptado recibir mensajes.',
    session_closed:
      '{amount|Ha|Han} pasado más de {period} desde el último mensaje del contacto. WhatsApp solo permite ahora plantillas: elija una de la lista.',
    session_never_open:
      'El contacto aún no le ha escrito. Para empezar, WhatsApp solo permite plantillas: elija una de la lista.',
    session_no_template:
      'WhatsApp solo permite texto libre hasta {period} después del último mensaje del contacto, y no hay ninguna plantilla disponible. Espere a que el contacto escriba.',
    session_templates_unknown:
      'WhatsApp solo permite texto libre hasta {period} después del último mensaje del contacto. La lista de plantillas no se puede consultar en este momento. Inténtelo más tarde.',
    session_closes:
      'Su mensaje tendría que esperar hasta el {day} {time|a la|a las} {time}, y la sesión ({period}) se cierra antes. Entonces WhatsApp solo permitirá plantillas: elija una de la lista.',
    session_closes_no_template:
      'Su mensaje tendría que esperar hasta el {day} {time|a la|a las} {time}, y la sesión ({period}) se cierra antes. Entonces WhatsApp solo permitirá plantillas, y no hay ninguna disponible. Espere a que el contacto escriba.',
    template_unavailable: 'La plantilla «{template}» no se puede usar en este momento.',
    template_none: 'No se puede usar ninguna plantilla en este momento.',
    templates_unknown:
      'La lista de plantillas no se puede consultar en este momento. Inténtelo más tarde.',
    opt_in_unavailable:
      'El contacto aún no ha aceptado recibir mensajes y ahora no se le puede preguntar por {channel} (la plantilla de la solicitud no está aprobada en {language}). Contacte con su administrador o espere a que el contacto escriba.',
    opt_in_unconfigured:
      'El contacto aún no ha aceptado recibir mensajes y ahora no se le puede preguntar por {channel}: no hay ninguna plantilla configurada para la solicitud. Contacte con su administrador o espere a que el contacto escriba.',
    template_invalid: 'La plantilla «{template}» no está bien rellenada: {problem}.',
    marketing_not_allowed: '{channel} no entrega mensajes de marketing en el país del contacto.',
    marketing_stopped:
      'El contacto no quiere recibir más mensajes de marketing. Los demás mensajes siguen permitidos.',
    marketing_throttled:
      '{channel} está limitando los mensajes de marketing a este contacto. Inténtelo de nuevo el {day} {time|a la|a las} {time}.',
    marketing_consent:
      'El contacto no ha aceptado recibir mensajes de marketing. Registre antes su consentimiento o envíe otra cosa.',
    purpose_stopped:
      'El contacto ya no quiere mensajes sobre «{purpose}». Los demás mensajes siguen permitidos.',
    purpose_consent:
      'El contacto no ha aceptado mensajes sobre «{purpose}». Registre antes su consentimiento.',
    frequency_limit:
      'El contacto ya ha recibido {max} {max|mensaje|mensajes} de este tipo («{purpose}») en {period}, que es el límite. Inténtelo de nuevo el {day} {time|a la|a las} {time}.',
    frequency_limit_waiting:
      'Con lo que ya está en espera, el contacto recibe {max} {max|mensaje|mensajes} de este tipo («{purpose}») en {period}, que es el límite. Inténtelo de nuevo el {day} {time|a la|a las} {time}.',
    quiet_hours:
      'Donde está el contacto {now|es la|son las} {now}, fuera del horario permitido. Inténtelo de nuevo el {day} {time|a la|a las} {time} (hora del contacto).',
    quiet_hours_anywhere:
      'Puede que sea demasiado temprano o demasiado tarde donde está el contacto. Inténtelo de nuevo el {day} {time|a la|a las} {time}.',
    held_quiet_hours:
      'Donde está el contacto {now|es la|son las} {now}. Su mensaje se enviará el {day} {time|a la|a las} {time} (hora del contacto).',
    held_quiet_hours_both:
      'Donde está el contacto {now|es la|son las} {now}. Su mensaje se enviará el {day} {time|a la|a las} {time} (hora del contacto), el {ownDay} {ownTime|a la|a las} {ownTime} para usted.',
    held_quiet_hours_anywhere:
      'Puede que sea demasiado temprano o demasiado tarde donde está el contacto. Su mensaje se enviará el {day} {time|a la|a las} {time}.',
    held_request_quiet_hours:
      'Donde está el contacto {now|es la|son las} {now}. La solicitud de consentimiento se enviará el {day} {time|a la|a las} {time} (hora del contacto).',
    held_request_anywhere:
      'Puede que sea demasiado temprano o demasiado tarde donde está el contacto. La solicitud de consentimiento se enviará el {day} {time|a la|a las} {time}.',
    held_ask_quiet_hours:
      'Donde está el contacto {now|es la|son las} {now}. La solicitud de consentimiento se enviará el {day} {time|a la|a las} {time} (hora del contacto), y su mensaje cuando el contacto la acepte.',
    held_ask_anywhere:
      'Puede que sea demasiado temprano o demasiado tarde donde está el contacto. La solicitud de consentimiento se enviará el {day} {time|a la|a las} {time}, y su mensaje cuando el contacto la acepte.',
    content_invalid: 'Esto no se puede enviar: {problem}.',
    scheduled: 'El mensaje está programado y se enviará el {day} {time|a la|a las} {time}.',
    scheduled_too:
      '{why} Su mensaje está programado y se enviará como muy pronto el {day} {time|a la|a las} {time}.',
    scheduled_obstacle:
      'El mensaje está programado para el {day} {time|a la|a las} {time}. Tal como están las cosas, no se enviará entonces: «{why}»',
    held_obstacle:
      'Su mensaje está en espera hasta el {day} {time|a la|a las} {time}. Tal como están las cosas, no se enviará entonces: «{why}»',
    held_request_obstacle:
      'La solicitud de consentimiento está en espera hasta el {day} {time|a la|a las} {time}. Tal como están las cosas, no se enviará entonces: «{why}»',
    held_full:
      'Ya hay {limit} {limit|mensaje|mensajes} en espera para este contacto. {limit|Retírelo|Retire uno} o espere a que se envíe{limit|| alguno}.',
    held_full_until:
      'Ya hay {limit} {limit|mensaje|mensajes} en espera para este contacto. {limit|Retírelo|Retire uno} o inténtelo de nuevo el {day} {time|a la|a las} {time}, cuando se envíe{limit|| el siguiente}.',
    held_none:
      'Aquí no se pueden programar mensajes: su organización no deja ninguno en espera. Envíe el suyo el {day} {time|a la|a las} {time} o contacte con su administrador.',
    not_held: 'Este mensaje ya no está en espera, así que no se puede retirar.',
    maybe_sent: 'Es posible que se haya enviado.',
    not_in_doubt: 'Ya se sabe si este mensaje se envió.',
    not_finished: 'Este mensaje aún no se ha enviado. Retírelo o espere a que se envíe.',
    consent_questioned:
      'Lo que ha escrito el contacto puede significar que no quiere más mensajes. Indique qué quiso decir antes de preguntar o escribir.',
    held_consent_questioned:
      'Lo que ha escrito el contacto puede significar que no quiere más mensajes. Su mensaje espera hasta que se aclare qué quiso decir.',
    purpose_unnamed:
      'La solicitud de consentimiento no puede mencionar «{purpose}»: su texto no lo prevé. Contacte con su administrador.',
    not_questioned: 'Ningún mensaje de este contacto está en duda.',
    not_correctable: 'Esta baja no se puede corregir. Solo el contacto puede retirarla.',
    not_correctable_none: 'El contacto no se ha dado de baja; no hay nada que corregir.',
    not_correctable_other: 'La baja no procede de este mensaje.',
    template_reserved:
      'La plantilla «{template}» pide el consentimiento. Envíe en su lugar una solicitud de consentimiento.',
    provider_rejected: 'El mensaje no fue aceptado. {why}',
    provider_not_delivered: 'El mensaje no se ha entregado. {why}',
  },
  templateProblems: {
    missing: 'falta la variable «{variable}»',
    unknown: 'no existe la variable «{variable}»',
    empty: 'la variable «{variable}» está vacía',
    not_text: 'la variable «{variable}» debe ser texto',
    newline: 'la variable «{variable}» contiene un salto de línea',
    tab: 'la variable «{variable}» contiene un tabulador',
    spaces: 'la variable «{variable}» contiene más de cuatro espacios seguidos',
    too_long: 'el texto completo es demasiado largo',
  },
  contentProblems: {
    empty: 'el mensaje está vacío',
    text_too_long: 'el texto tiene más de {limit} {limit|carácter|caracteres}',
    too_many_media: 'hay más de {limit} {limit|archivo|archivos}',
    media_type: 'este tipo de archivo no se admite en {channel}',
    media_url: 'la dirección de un archivo no es una dirección web',
    media_too_large: 'el archivo supera los {limit} MB que admite {channel}',
    caption_not_supported: 'este tipo de archivo no puede llevar texto',
    kind_not_supported: 'este tipo de mensaje no existe en este canal',
    reply_not_supported: 'en este canal una respuesta no puede citar un mensaje',
    message_unknown: 'el mensaje al que se refiere no está en esta conversación',
    choices:
      'necesita de uno a tres botones o una lista de hasta diez opciones, cada una con su propio identificador',
  },
  faults,
}
