/** What agents read, in Portuguese. */

import type { Refusals } from '../locale.ts'

export const refusals: Refusals = {
  refusals: {
    sender_inactive:
      'Seu administrador desativou este número para mensagens. Fale com seu administrador.',
    sender_restricted:
      'O provedor bloqueou este número para mensagens. Fale com seu administrador.',
    contact_unreachable: 'Não é possível falar com este contato por {channel}.',
    contact_taken:
      'Este contato já está conversando com outro agente da sua linha de negócio ({owner}). Fale com seu administrador.',
    consent_pending:
      'O contato ainda não respondeu ao pedido de consentimento. As mensagens serão enviadas assim que ele aceitar; você pode enviar um novo pedido a cada {hours} horas.',
    consent_pending_stale:
      'O contato não responde ao pedido de consentimento há mais de {hours} horas. Você pode tentar enviá-lo de novo.',
    consent_pending_once:
      'O contato ainda não respondeu ao pedido de consentimento. As mensagens serão enviadas assim que ele aceitar; um novo pedido será enviado quando ele voltar a escrever.',
    consent_pending_unkept:
      'O contato ainda não respondeu ao pedido de consentimento. Uma mensagem enviada agora não será guardada: envie-a depois que ele aceitar.',
    consent_missing:
      'Não há consentimento registrado para este contato. Peça o registro no CRM antes de escrever.',
    country_not_allowed:
      'Sua organização não envia a primeira mensagem a contatos deste país. Espere o contato escrever ou fale com seu administrador.',
    consent_refused:
      'O contato recusou seu pedido. Você não pode enviar mensagens nem novos pedidos; o contato pode aceitar a qualquer momento respondendo SIM.',
    consent_revoked:
      'O contato cancelou o recebimento de mensagens. Você não pode enviar mensagens nem pedidos até que ele aceite de novo respondendo SIM.',
    consent_granted: 'O contato já aceitou receber mensagens.',
    session_closed:
      'Já se passaram mais de {hours} horas desde a última mensagem do contato. Agora o WhatsApp só permite modelos: escolha um da lista.',
    session_never_open:
      'O contato ainda não escreveu para você. Para começar, o WhatsApp só permite modelos: escolha um da lista.',
    session_no_template:
      'O WhatsApp só permite texto livre até {hours} horas após a última mensagem do contato, e não há nenhum modelo disponível. Espere o contato escrever.',
    template_unavailable: 'O modelo “{template}” não pode ser usado no momento.',
    template_none: 'Nenhum modelo pode ser usado no momento.',
    template_invalid: 'O modelo “{template}” não está preenchido corretamente: {problem}.',
    marketing_not_allowed: 'Modelos de marketing não podem ser enviados a este contato.',
    quiet_hours: 'Este horário não permite escrever para o contato.',
    held_quiet_hours:
      'Este horário não permite escrever para o contato. Sua mensagem está em espera e será enviada automaticamente assim que o horário permitir.',
    content_invalid: 'Não é possível enviar: {problem}.',
    scheduled: 'A mensagem está agendada e será enviada no horário marcado.',
    held_full: 'Já há {limit} mensagens em espera para este contato. Aguarde uma resposta.',
    not_held: 'Esta mensagem não está mais em espera e não pode ser cancelada.',
    not_finished: 'Esta mensagem ainda não foi enviada. Cancele-a ou aguarde o envio.',
    provider_rejected: 'O provedor não aceitou a mensagem (código {code}).',
  },
  templateProblems: {
    missing: 'falta a variável “{variable}”',
    unknown: 'a variável “{variable}” não existe',
    empty: 'a variável “{variable}” está vazia',
    not_text: 'a variável “{variable}” deve ser um texto',
    newline: 'a variável “{variable}” contém uma quebra de linha',
    tab: 'a variável “{variable}” contém uma tabulação',
    spaces: 'a variável “{variable}” contém mais de quatro espaços seguidos',
    too_long: 'o texto completo é longo demais',
  },
  contentProblems: {
    empty: 'a mensagem está vazia',
    text_too_long: 'o texto tem mais de {limit} caracteres',
    too_many_media: 'há mais de {limit} arquivos',
    media_type: 'este tipo de arquivo não é aceito',
    media_url: 'o endereço de um arquivo não é um endereço web',
    caption_not_supported: 'este tipo de arquivo não pode ter texto',
  },
}
