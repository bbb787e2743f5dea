/** What agents read, in Spanish. */

import type { Refusals } from '../locale.ts'

export const refusals: Refusals = {
  refusals: {
    sender_inactive:
      'Su administrador ha desactivado este número para mensajes. Contacte con su administrador.',
    sender_restricted:
      'El proveedor ha bloqueado este número para mensajes. Contacte con su administrador.',
    contact_unreachable: 'No se puede contactar con esta persona por {channel}.',
    contact_taken:
      'Este contacto ya habla con otro agente de su línea de negocio ({owner}). Contacte con su administrador.',
    consent_pending:
      'El contacto aún no ha respondido a la solicitud de consentimiento. Los mensajes salen cuando la acepte; puede enviar una nueva solicitud cada {hours} horas.',
    consent_pending_stale:
      'El contacto no ha respondido a la solicitud de consentimiento en más de {hours} horas. Puede intentar enviarla de nuevo.',
    consent_pending_once:
      'El contacto aún no ha respondido a la solicitud de consentimiento. Los mensajes salen cuando la acepte; una nueva solicitud sale cuando el contacto vuelva a escribir.',
    consent_pending_unkept:
      'El contacto aún no ha respondido a la solicitud de consentimiento. Un mensaje enviado ahora no se guarda: envíelo cuando la acepte.',
    consent_missing: 'No consta el consentimiento de este contacto. Regístrelo antes de escribir.',
    country_not_allowed:
      'Su organización no escribe primero a contactos de este país. Espere a que el contacto escriba o hable con su administrador.',
    consent_refused:
      'El contacto ha rechazado su solicitud. No puede enviar mensajes ni más solicitudes; el contacto puede aceptar en cualquier momento respondiendo SÍ.',
    consent_revoked:
      'El contacto se ha dado de baja. No puede enviar mensajes ni solicitudes hasta que acepte de nuevo respondiendo SÍ.',
    consent_granted: 'El contacto ya ha aceptado recibir mensajes.',
    session_closed:
      'Han pasado más de {hours} horas desde el último mensaje del contacto. WhatsApp solo permite plantillas: elija una de la lista.',
    session_never_open:
      'El contacto aún no le ha escrito. Para empezar, WhatsApp solo permite plantillas: elija una de la lista.',
    session_no_template:
      'WhatsApp solo permite texto libre durante {hours} horas desde el último mensaje del contacto, y no hay ninguna plantilla que pueda usar en su lugar. Espere a que el contacto escriba.',
    template_unavailable: 'La plantilla «{template}» no se puede usar ahora.',
    template_none: 'No hay ninguna plantilla que se pueda usar ahora.',
    template_invalid: 'La plantilla «{template}» no está bien rellenada: {problem}.',
    marketing_not_allowed: 'No se pueden enviar plantillas de marketing a este contacto.',
    quiet_hours: 'Está fuera del horario en que se puede escribir al contacto.',
    held_quiet_hours:
      'Está fuera del horario en que se puede escribir al contacto. Su mensaje espera y saldrá cuando empiece.',
    content_invalid: 'Esto no se puede enviar: {problem}.',
    scheduled: 'El mensaje espera a la hora para la que se programó.',
    held_full: 'Ya hay {limit} mensajes en espera para este contacto. Espere una respuesta.',
    not_held: 'Este mensaje ya no está en espera, así que no se puede retirar.',
    not_finished: 'Este mensaje aún no ha salido. Retírelo o espere a que se envíe.',
    provider_rejected: 'El proveedor no aceptó el mensaje (código {code}).',
  },
  templateProblems: {
    missing: 'falta la variable «{variable}»',
    unknown: 'no existe la variable «{variable}»',
    empty: 'la variable «{variable}» está vacía',
    not_text: 'la variable «{variable}» no es un texto',
    newline: 'la variable «{variable}» contiene un salto de línea',
    tab: 'la variable «{variable}» contiene un tabulador',
    spaces: 'la variable «{variable}» contiene más de cuatro espacios seguidos',
    too_long: 'el texto completo es demasiado largo',
  },
  contentProblems: {
    empty: 'el mensaje está vacío',
    text_too_long: 'el texto tiene más de {limit} caracteres',
    too_many_media: 'hay más de {limit} archivos',
    media_type: 'este tipo de archivo no se admite',
    media_url: 'la dirección de un archivo no es una dirección web',
    caption_not_supported: 'este tipo de archivo no puede llevar texto',
  },
}
