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
      '{agent}, de {organisation}, gostaria de escrever para você aqui sobre sua conta. Responda SIM para aceitar ou STOP para recusar.',
    opt_in_request_by_line:
      '{organisation} ({line}) gostaria de escrever para você aqui sobre sua conta. Responda SIM para aceitar ou STOP para recusar.',
    opt_in_confirmation:
      'Tudo certo. Você receberá aqui as mensagens de {organisation}. Responda STOP para cancelar ou AJUDA para obter ajuda.',
    opt_out_confirmation:
      'Cancelamento confirmado: {organisation} não enviará mais mensagens para este número. Mudou de ideia? Responda SIM.',
    sender_inactive:
      'Agradecemos sua mensagem para {organisation}. No momento, não usamos este número para receber mensagens de {channel}.',
    help: 'Você está falando com {organisation}. Dúvidas? {support}. Responda STOP para cancelar.',
    disclaimer: 'Aqui é {agent}, de {organisation}. Responda STOP para não receber mais mensagens.',
    rates: 'Tarifas de mensagens e dados podem ser cobradas',
  },
  smsWording: {
    opt_in_request:
      '{organisation}: {agent} gostaria de enviar SMS sobre sua conta. {frequency}. {rates}. Responda SIM para aceitar, STOP para recusar ou AJUDA para obter ajuda. Termos: {terms}',
    opt_in_request_by_line:
      '{organisation} ({line}) gostaria de enviar SMS sobre sua conta. {frequency}. {rates}. Responda SIM para aceitar, STOP para recusar ou AJUDA para obter ajuda. Termos: {terms}',
    opt_in_confirmation:
      '{organisation}: Tudo certo. A partir de agora, enviaremos SMS sobre sua conta. {frequency}. {rates}. Responda AJUDA para obter ajuda ou STOP para cancelar. Termos: {terms}',
    opt_out_confirmation:
      '{organisation}: Cancelamento confirmado. Encerramos o envio de SMS. Para voltar a receber, responda SIM.',
    sender_inactive:
      'Agradecemos sua mensagem para {organisation}. Por enquanto, este canal de {channel} se encontra desativado.',
    help: 'Este é o SMS de {organisation}. Atendimento: {support}. {frequency}. {rates}. Responda STOP para cancelar.',
    disclaimer:
      '{organisation}: Aqui é {agent}. {rates}. Responda STOP para cancelar ou AJUDA para obter ajuda.',
    rates: 'Tarifas de mensagens e dados podem ser cobradas',
  },
}
