/** The opt-in flow in Portuguese. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  wording: {
    opt_in_request:
      '{agent}, de {organisation}, gostaria de escrever para você aqui sobre {purposes}. Responda SIM para aceitar ou STOP para recusar.',
    opt_in_request_by_line:
      '{organisation} ({line}) gostaria de escrever para você aqui sobre {purposes}. Responda SIM para aceitar ou STOP para recusar.',
    opt_in_confirmation:
      'Tudo certo. Você receberá aqui as mensagens de {organisation}. Responda STOP para cancelar ou AJUDA para obter ajuda.',
    opt_out_confirmation:
      'Cancelamento confirmado: {organisation} não enviará mais mensagens para este número. {reach}. Mudou de ideia? Responda {yes}.',
    sender_inactive:
      'Agradecemos sua mensagem para {organisation}. No momento, não usamos este número para receber mensagens de {channel}.',
    help: 'Você está falando com {organisation}. Dúvidas? {support}. Responda STOP para cancelar.',
    disclaimer: 'Aqui é {agent}, de {organisation}. Responda STOP para não receber mais mensagens.',
    rates: 'Tarifas de mensagens e dados podem ser cobradas',
    doubt_question:
      'Você quer parar de receber mensagens de {organisation}? Responda STOP. Caso contrário, não precisa fazer nada.',
    reach_channel: '{channels} não é afetado; responda STOP lá',
    reach_everywhere: 'Isto vale para {channels}',
    yes_word: 'SIM',
    about_service: 'sua conta',
    about_marketing: 'nossas ofertas',
  },
  smsWording: {
    opt_in_request:
      '{organisation}: {agent} gostaria de enviar SMS sobre {purposes}. {frequency}. {rates}. Responda SIM para aceitar, STOP para recusar ou AJUDA para obter ajuda. Termos: {terms}',
    opt_in_request_by_line:
      '{organisation} ({line}) gostaria de enviar SMS sobre {purposes}. {frequency}. {rates}. Responda SIM para aceitar, STOP para recusar ou AJUDA para obter ajuda. Termos: {terms}',
    opt_in_confirmation:
      '{organisation}: Tudo certo. A partir de agora, enviaremos SMS. {frequency}. {rates}. Responda AJUDA para obter ajuda ou STOP para cancelar. Termos: {terms}',
    opt_out_confirmation:
      '{organisation}: Cancelamento confirmado. Encerramos o envio de SMS. {reach}. Para voltar a receber, responda {yes}.',
    sender_inactive:
      'Agradecemos sua mensagem para {organisation}. Por enquanto, este canal de {channel} se encontra desativado.',
    help: 'Este é o SMS de {organisation}. Atendimento: {support}. {frequency}. {rates}. Responda STOP para cancelar.',
    disclaimer:
      '{organisation}: Aqui é {agent}. {rates}. Responda STOP para cancelar ou AJUDA para obter ajuda.',
    rates: 'Tarifas de mensagens e dados podem ser cobradas',
    doubt_question:
      '{organisation}: Quer cancelar nossos SMS? Responda STOP. Se deseja continuar, nada precisa ser feito.',
    reach_channel: '{channels} continua ativo; para cancelar, responda STOP nele',
    reach_everywhere: 'Vale para {channels}',
    yes_word: 'SIM',
    about_service: 'sua conta',
    about_marketing: 'nossas ofertas',
  },
}
