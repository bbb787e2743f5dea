/** Why the provider did not take or deliver a message, in Portuguese. */

import type { Refusals } from '../locale.ts'

export const faults: Refusals['faults'] = {
  recipient_off: 'O telefone do contato está desligado ou fora de área. Tente de novo mais tarde.',
  recipient_unknown:
    'O número do contato parece não estar em serviço no momento. Confira o número ou tente de novo mais tarde.',
  recipient_invalid: 'O número do contato não é válido. Confira o número.',
  recipient_landline: 'O número do contato é fixo ou não recebe SMS. Confira o número.',
  recipient_blocks:
    'O telefone ou a operadora do contato bloqueia mensagens do seu número. Espere o contato escrever.',
  recipient_not_on_channel:
    'O contato não está no {channel} com este número ou não pode receber mensagens por lá.',
  recipient_unreachable: 'Não é possível falar com este contato por {channel}.',
  recipient_not_joined:
    'Seu número é de teste e o contato não entrou no teste. Peça que ele entre ou fale com seu administrador.',
  rate_limited: 'Muitas mensagens foram enviadas em pouco tempo. Tente de novo mais tarde.',
  sender_paused:
    'Seu número atingiu o limite por enquanto e será reativado automaticamente. Tente de novo em {day} {time|à|às} {time}.',
  sender_unregistered:
    'Seu número não está registrado para mensagens a contatos dos EUA. Fale com seu administrador.',
  sender_restricted: 'O provedor bloqueou seu número. Fale com seu administrador.',
  country_not_enabled:
    'As mensagens para o país do contato não estão habilitadas. Fale com seu administrador.',
  template_invalid:
    'O modelo não existe neste idioma ou não corresponde ao aprovado. Fale com seu administrador.',
  template_paused: 'O {channel} pausou este modelo por enquanto. Tente de novo mais tarde.',
  template_rejected: 'O {channel} rejeitou ou desativou este modelo. Fale com seu administrador.',
  content_rejected: 'Este conteúdo não é permitido. Altere a mensagem antes de enviá-la de novo.',
  carrier_filtered:
    'O filtro de spam da operadora a bloqueou. Altere o texto antes de enviá-la de novo.',
  media_failed:
    'Não foi possível obter um arquivo. Verifique se ele existe e não é grande demais e envie de novo.',
  media_unsupported:
    'O {channel} não aceita arquivos deste tipo ou tamanho. Envie em outro formato.',
  identity_unsupported:
    'Este tipo de modelo precisa do número de telefone do contato, que não é conhecido.',
  configuration:
    'A conta no provedor não está configurada para isso (código {code}). Fale com seu administrador.',
  expired: 'Não foi possível entregá-la a tempo. Tente de novo mais tarde.',
  transient: 'O provedor ou a operadora está com um problema temporário. Tente de novo mais tarde.',
  unknown: 'O provedor informa apenas o código {code}. Tente de novo mais tarde.',
}
