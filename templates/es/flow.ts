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
      'Mensaje automático: {agent} de {organisation} solo puede escribirle aquí si usted acepta. Responda SÍ para aceptar o STOP para rechazar.',
    opt_in_confirmation:
      'Mensaje automático: gracias, {organisation} puede escribirle aquí a partir de ahora. Responda STOP en cualquier momento para terminar.',
    opt_out_confirmation:
      'Mensaje automático: {organisation} no le escribirá más aquí. Si cambia de opinión, responda SÍ.',
    sender_inactive:
      'Mensaje automático: gracias por escribir a {organisation}. En este momento no usamos este número para recibir mensajes de {channel}.',
    help: 'Mensaje automático: está escribiendo con {organisation}. Responda SÍ cuando le pidamos su consentimiento, o STOP en cualquier momento para no recibir más mensajes aquí.',
    disclaimer:
      'Mensaje automático: {agent} le escribe en nombre de {organisation}. Responda STOP si no desea recibir mensajes aquí.',
  },
}
