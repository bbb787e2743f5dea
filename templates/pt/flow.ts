/** The opt-in flow in Portuguese. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  keywords: {
    optIn: ['SIM', 'ACEITO'],
    optOut: [
      ...['PARAR', 'PARE', 'SAIR', 'CANCELAR', 'DESCADASTRAR', 'REMOVER'],
      ...['DESINSCREVER', 'não quero receber mensagens', 'não quero receber mais mensagens'],
      ...['não quero mais mensagens', 'pare de enviar mensagens', 'pare de me mandar mensagens'],
      ...['pare de me escrever', 'não me escreva mais', 'não me mande mais mensagens'],
    ],
    decline: ['NÃO', 'NÃO OBRIGADO', 'NÃO OBRIGADA'],
    help: ['AJUDA'],
  },
  wording: {
    opt_in_request:
      'Mensagem automática: {agent} de {organisation} só pode escrever para você aqui se você concordar. Responda SIM para aceitar ou STOP para recusar.',
    opt_in_confirmation:
      'Mensagem automática: obrigado, {organisation} já pode escrever para você aqui. Responda STOP a qualquer momento para encerrar.',
    opt_out_confirmation:
      'Mensagem automática: {organisation} não escreverá mais para você aqui. Se mudar de ideia, responda SIM.',
    sender_inactive:
      'Mensagem automática: obrigado por escrever para {organisation}. No momento não usamos este número para receber mensagens de {channel}.',
    help: 'Mensagem automática: você está falando com {organisation}. Responda SIM quando pedirmos seu consentimento, ou STOP a qualquer momento para não receber mais mensagens aqui.',
    disclaimer:
      'Mensagem automática: {agent} escreve para você em nome de {organisation}. Responda STOP se não quiser mensagens aqui.',
  },
}
