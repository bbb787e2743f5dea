/** The opt-in flow in Spanish. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  wording: {
    opt_in_request:
      '{agent}, de {organisation}, quiere escribirle por aquí sobre {purposes}. Responda SÍ para aceptar o STOP para rechazar.',
    opt_in_request_by_line:
      '{organisation} ({line}) quiere escribirle por aquí sobre {purposes}. Responda SÍ para aceptar o STOP para rechazar.',
    opt_in_confirmation:
      'Gracias. Recibirá aquí los mensajes de {organisation}. Responda STOP para darse de baja o AYUDA para obtener ayuda.',
    opt_out_confirmation:
      'Se ha dado de baja: {organisation} no volverá a escribir a este número. {reach}. ¿Ha cambiado de opinión? Responda {yes}.',
    sender_inactive:
      'Gracias por escribir a {organisation}. En este momento no usamos este número para recibir mensajes de {channel}.',
    help: 'Está en contacto con {organisation}. ¿Preguntas? {support}. Responda STOP para darse de baja.',
    disclaimer: 'Le escribe {agent}, de {organisation}. Responda STOP para darse de baja.',
    rates: 'Pueden aplicarse tarifas de mensajes y datos',
    doubt_question:
      '¿Quiere dejar de recibir mensajes de {organisation}? Responda STOP. Si no, no tiene que hacer nada.',
    reach_channel: '{channels} no se ve afectado; responda STOP allí',
    reach_everywhere: 'Esto vale para {channels}',
    yes_word: 'SÍ',
    about_service: 'su cuenta',
    about_marketing: 'nuestras ofertas',
  },
  smsWording: {
    opt_in_request:
      '{organisation}: {agent} quiere escribirle por SMS sobre {purposes}. {frequency}. {rates}. Responda SI para aceptar, STOP para rechazar o AYUDA para obtener ayuda. Condiciones: {terms}',
    opt_in_request_by_line:
      '{organisation} ({line}) quiere escribirle por SMS sobre {purposes}. {frequency}. {rates}. Responda SI para aceptar, STOP para rechazar o AYUDA para obtener ayuda. Condiciones: {terms}',
    opt_in_confirmation:
      '{organisation}: Gracias. A partir de ahora le enviaremos SMS. {frequency}. {rates}. Responda AYUDA para obtener ayuda o STOP para darse de baja. Condiciones: {terms}',
    opt_out_confirmation:
      '{organisation}: Se ha dado de baja y ya no le enviaremos SMS. {reach}. Para volver a recibirlos, responda {yes}.',
    sender_inactive:
      'Gracias por escribir a {organisation}. En este momento no podemos recibir {channel} por este canal.',
    help: 'Recibe SMS de {organisation}. Para consultas: {support}. {frequency}. {rates}. Responda STOP para darse de baja.',
    disclaimer:
      '{organisation}: Le escribe {agent}. {rates}. Responda STOP para darse de baja o AYUDA para obtener ayuda.',
    rates: 'Pueden aplicarse tarifas de mensajes y datos',
    doubt_question:
      '{organisation}: ¿Quiere dejar de recibir nuestros SMS? Responda STOP. Si no, no tiene que hacer nada.',
    reach_channel: '{channels} no se ve afectado; responda STOP en ese canal',
    reach_everywhere: 'Esto vale para {channels}',
    yes_word: 'SI',
    about_service: 'su cuenta',
    about_marketing: 'nuestras ofertas',
  },
}
