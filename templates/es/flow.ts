/** The opt-in flow in Spanish. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  keywords: {
    optIn: ['SÍ', 'ACEPTO', 'ALTA'],
    optOut: [
      ...['PARAR', 'PAREN', 'ALTO', 'BAJA', 'DETENER', 'CANCELAR', 'DETÉN', 'BASTA'],
      ...['DESUSCRIBIR', 'DESUSCRIBIRME', 'DESUSCRIBIRSE', 'no quiero más mensajes'],
      ...['no quiero recibir más mensajes', 'no me contacten', 'no me contacte'],
      ...[
        'darme de baja',
        'dame de baja',
        'no más mensajes',
        'dejen de escribirme',
        'deje de escribirme',
      ],
      ...['deja de escribirme', 'no me escriban', 'no me escriba', 'no me escribas'],
    ],
    decline: ['NO', 'NO GRACIAS'],
    help: ['AYUDA'],
  },
  wording: {
    opt_in_request:
      '{agent}, de {organisation}, quiere escribirle por aquí sobre su cuenta. Responda SÍ para aceptar o STOP para rechazar.',
    opt_in_request_by_line:
      '{organisation} ({line}) quiere escribirle por aquí sobre su cuenta. Responda SÍ para aceptar o STOP para rechazar.',
    opt_in_confirmation:
      'Gracias. Recibirá aquí los mensajes de {organisation}. Responda STOP para darse de baja o AYUDA para obtener ayuda.',
    opt_out_confirmation:
      'Se ha dado de baja: {organisation} no volverá a escribir a este número. ¿Ha cambiado de opinión? Responda SÍ.',
    sender_inactive:
      'Gracias por escribir a {organisation}. En este momento no usamos este número para recibir mensajes de {channel}.',
    help: 'Está en contacto con {organisation}. ¿Preguntas? {support}. Responda STOP para darse de baja.',
    disclaimer: 'Le escribe {agent}, de {organisation}. Responda STOP para darse de baja.',
    rates: 'Pueden aplicarse tarifas de mensajes y datos',
  },
  smsWording: {
    opt_in_request:
      '{organisation}: {agent} quiere escribirle por SMS sobre su cuenta. {frequency}. {rates}. Responda SI para aceptar, STOP para rechazar o AYUDA para obtener ayuda. Condiciones: {terms}',
    opt_in_request_by_line:
      '{organisation} ({line}) quiere escribirle por SMS sobre su cuenta. {frequency}. {rates}. Responda SI para aceptar, STOP para rechazar o AYUDA para obtener ayuda. Condiciones: {terms}',
    opt_in_confirmation:
      '{organisation}: Gracias. A partir de ahora le enviaremos SMS. {frequency}. {rates}. Responda AYUDA para obtener ayuda o STOP para darse de baja. Condiciones: {terms}',
    opt_out_confirmation:
      '{organisation}: Se ha dado de baja y ya no le enviaremos SMS. Para volver a recibirlos, responda SI.',
    sender_inactive:
      'Gracias por escribir a {organisation}. En este momento no podemos recibir {channel} por este canal.',
    help: 'Recibe SMS de {organisation}. Para consultas: {support}. {frequency}. {rates}. Responda STOP para darse de baja.',
    disclaimer:
      '{organisation}: Le escribe {agent}. {rates}. Responda STOP para darse de baja o AYUDA para obtener ayuda.',
    rates: 'Pueden aplicarse tarifas de mensajes y datos',
  },
}
