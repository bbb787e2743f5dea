/** Why the provider did not take or deliver a message, in Spanish. */

import type { Refusals } from '../locale.ts'

export const faults: Refusals['faults'] = {
  recipient_off: 'El teléfono del contacto está apagado o fuera de cobertura. Inténtelo más tarde.',
  recipient_unknown:
    'Parece que el número del contacto no está en servicio en este momento. Compruebe el número o inténtelo más tarde.',
  recipient_invalid: 'El número del contacto no es válido. Compruebe el número.',
  recipient_landline:
    'El número del contacto es un teléfono fijo o no puede recibir SMS. Compruebe el número.',
  recipient_blocks:
    'El teléfono o el operador del contacto bloquea los mensajes de su número. Espere a que el contacto escriba.',
  recipient_not_on_channel:
    'El contacto no está en {channel} con este número o no puede recibir mensajes allí.',
  recipient_unreachable: 'No se puede contactar por {channel}.',
  recipient_not_joined:
    'Su número es de prueba y el contacto no se ha unido a la prueba. Pídale que se una o contacte con su administrador.',
  rate_limited: 'Se han enviado demasiados mensajes en poco tiempo. Inténtelo más tarde.',
  sender_paused:
    'Su número ha alcanzado el límite por ahora y se reactivará automáticamente. Inténtelo el {day} {time|a la|a las} {time}.',
  sender_unregistered:
    'Su número no está registrado para enviar mensajes a contactos de EE. UU. Contacte con su administrador.',
  sender_restricted: 'El proveedor ha bloqueado su número. Contacte con su administrador.',
  country_not_enabled:
    'Los mensajes al país del contacto no están habilitados. Contacte con su administrador.',
  template_invalid:
    'La plantilla no existe en este idioma o no coincide con la aprobada. Contacte con su administrador.',
  template_paused: '{channel} ha pausado esta plantilla por ahora. Inténtelo más tarde.',
  template_rejected:
    '{channel} ha rechazado o desactivado esta plantilla. Contacte con su administrador.',
  content_rejected:
    'Este contenido no está permitido. Cambie el mensaje antes de enviarlo de nuevo.',
  carrier_filtered:
    'El filtro de spam del operador lo ha detenido. Cambie el texto antes de enviarlo de nuevo.',
  media_failed:
    'No se ha podido obtener un archivo. Compruebe que existe y que no es demasiado grande, y envíelo de nuevo.',
  media_unsupported: '{channel} no admite archivos de este tipo o tamaño. Envíelo en otro formato.',
  identity_unsupported:
    'Este tipo de plantilla necesita el número de teléfono del contacto, y no se conoce.',
  configuration:
    'La cuenta del proveedor no está configurada para esto (código {code}). Contacte con su administrador.',
  expired: 'No se pudo entregar a tiempo. Inténtelo más tarde.',
  transient: 'El proveedor o el operador tiene un problema temporal. Inténtelo más tarde.',
  unknown: 'El proveedor no da más motivo que el código {code}. Inténtelo más tarde.',
}
