/** Sentences for agents, in Portuguese. */

import type { Refusals } from '../locale.ts'
import { faults } from './faults.ts'

export const refusals: Refusals = {
  language: 'pt',
  refusals: {
    sender_inactive:
      'Seu administrador desativou este número para mensagens. Fale com seu administrador.',
    sender_restricted:
      'O provedor bloqueou este número para mensagens. Fale com seu administrador.',
    sender_unregistered:
      'Este número não está registrado para mensagens a contatos dos EUA. Fale com seu administrador.',
    sender_paused:
      'O provedor pausou este número por enquanto. Ele será reativado automaticamente: tente de novo em {day} {time|à|às} {time}.',
    held_sender_paused:
      'O provedor pausou este número por enquanto. Sua mensagem está em espera e será enviada em {day} {time|à|às} {time}.',
    held_ask_sender_paused:
      'O provedor pausou este número por enquanto. O pedido de consentimento será enviado em {day} {time|à|às} {time}, e sua mensagem assim que o contato aceitar.',
    held_request_sender_paused:
      'O provedor pausou este número por enquanto. O pedido de consentimento será enviado em {day} {time|à|às} {time}.',
    contact_unreachable: 'Não é possível falar com este contato por {channel}.',
    contact_taken:
      'Este contato já está conversando com outra pessoa da sua linha de negócio: {owner}. Peça a {owner} para transferir o contato ou fale com seu administrador.',
    consent_pending:
      'O contato ainda não respondeu ao pedido de consentimento. As mensagens ficam em espera e serão enviadas assim que ele aceitar. Você pode pedir de novo em {day} {time|à|às} {time}.',
    consent_pending_unasked:
      'O consentimento do contato ainda não foi pedido. Sua primeira mensagem gera o pedido e será enviada assim que o contato aceitar.',
    consent_pending_asked:
      'Pedimos o consentimento do contato. Sua mensagem está em espera e será enviada assim que ele aceitar.',
    consent_pending_request:
      'O contato ainda não respondeu ao pedido de consentimento. Você pode pedir de novo em {day} {time|à|às} {time}.',
    consent_pending_stale:
      'O contato não responde ao pedido de consentimento há mais de {period}. Você pode tentar enviá-lo de novo.',
    held_consent_obstacle:
      'Sua mensagem está em espera. Do jeito que está, ela não será enviada: “{why}”',
    held_consent_stale:
      'O contato não responde ao pedido de consentimento há mais de {period}. Você pode tentar enviá-lo de novo. Sua mensagem está em espera e será enviada assim que ele aceitar.',
    consent_pending_once:
      'O contato ainda não respondeu ao pedido de consentimento. As mensagens ficam em espera e serão enviadas assim que ele aceitar. Um novo pedido será enviado quando ele voltar a escrever.',
    consent_pending_unkept:
      'O contato ainda não deu o consentimento, e aqui as mensagens não ficam em espera. Envie a sua depois que ele aceitar.',
    consent_missing:
      'Não há consentimento registrado para este contato. Peça o registro no CRM antes de escrever.',
    country_not_allowed:
      'Sua organização não envia a primeira mensagem a contatos deste país. Espere o contato escrever ou fale com seu administrador.',
    consent_refused:
      'O contato recusou seu pedido. Você não pode enviar mensagens nem novos pedidos; o contato pode aceitar a qualquer momento respondendo {yes}.',
    consent_refused_unasked:
      'O contato cancelou o recebimento de mensagens. Você não pode enviar mensagens nem pedidos; o contato pode aceitar a qualquer momento respondendo {yes}.',
    consent_revoked:
      'O contato cancelou o recebimento de mensagens. Você não pode enviar mensagens nem pedidos até que ele aceite de novo respondendo {yes}.',
    consent_granted: 'O contato já aceitou receber mensagens.',
    session_closed:
      'Já {amount|se passou|se passaram} mais de {period} desde a última mensagem do contato. Agora o WhatsApp só permite modelos: escolha um da lista.',
    session_never_open:
      'O contato ainda não escreveu para você. Para começar, o WhatsApp só permite modelos: escolha um da lista.',
    session_no_template:
      'O WhatsApp só permite texto livre até {period} após a última mensagem do contato, e não há nenhum modelo disponível. Espere o contato escrever.',
    session_templates_unknown:
      'O WhatsApp só permite texto livre até {period} após a última mensagem do contato. A lista de modelos não pode ser consultada no momento. Tente de novo mais tarde.',
    session_closes:
      'Sua mensagem teria que esperar até {day} {time|à|às} {time}, e a sessão ({period}) fecha antes disso. Então o WhatsApp só permitirá modelos: escolha um da lista.',
    session_closes_no_template:
      'Sua mensagem teria que esperar até {day} {time|à|às} {time}, e a sessão ({period}) fecha antes disso. Então o WhatsApp só permitirá modelos, e não há nenhum disponível. Espere o contato escrever.',
    template_unavailable: 'O modelo “{template}” não pode ser usado no momento.',
    template_none: 'Nenhum modelo pode ser usado no momento.',
    templates_unknown:
      'A lista de modelos não pode ser consultada no momento. Tente de novo mais tarde.',
    opt_in_unavailable:
      'O contato ainda não aceitou receber mensagens e não é possível perguntar por {channel} no momento (o modelo do pedido não está aprovado em {language}). Fale com seu administrador ou espere o contato escrever.',
    opt_in_unconfigured:
      'O contato ainda não aceitou receber mensagens e não é possível perguntar por {channel} no momento: nenhum modelo está configurado para o pedido. Fale com seu administrador ou espere o contato escrever.',
    template_invalid: 'O modelo “{template}” não está preenchido corretamente: {problem}.',
    marketing_not_allowed: 'O {channel} não entrega mensagens de marketing no país do contato.',
    marketing_stopped:
      'O contato não quer mais receber mensagens de marketing. Outras mensagens continuam permitidas.',
    marketing_throttled:
      'O {channel} está limitando as mensagens de marketing para este contato. Tente de novo em {day} {time|à|às} {time}.',
    marketing_consent:
      'O contato não aceitou receber mensagens de marketing. Registre antes o consentimento ou envie outra mensagem.',
    purpose_stopped:
      'O contato não quer mais mensagens sobre “{purpose}”. As demais continuam permitidas.',
    purpose_consent:
      'O contato não aceitou mensagens sobre “{purpose}”. Registre antes o consentimento.',
    frequency_limit:
      'O contato já recebeu {max} {max|mensagem|mensagens} desse tipo (“{purpose}”) em {period}, que é o limite. Tente de novo em {day} {time|à|às} {time}.',
    frequency_limit_waiting:
      'Com o que já está em espera, o contato recebe {max} {max|mensagem|mensagens} desse tipo (“{purpose}”) em {period}, que é o limite. Tente de novo em {day} {time|à|às} {time}.',
    quiet_hours:
      '{now|É|São} {now} onde o contato está, fora do horário permitido. Tente de novo em {day} {time|à|às} {time} (horário do contato).',
    quiet_hours_anywhere:
      'Pode ser cedo ou tarde demais onde o contato está. Tente de novo em {day} {time|à|às} {time}.',
    held_quiet_hours:
      '{now|É|São} {now} onde o contato está. Sua mensagem será enviada em {day} {time|à|às} {time} (horário do contato).',
    held_quiet_hours_both:
      '{now|É|São} {now} onde o contato está. Sua mensagem será enviada em {day} {time|à|às} {time} (horário do contato), {ownDay} {ownTime|à|às} {ownTime} no seu horário.',
    held_quiet_hours_anywhere:
      'Pode ser cedo ou tarde demais onde o contato está. Sua mensagem será enviada automaticamente em {day} {time|à|às} {time}.',
    held_request_quiet_hours:
      '{now|É|São} {now} onde o contato está. O pedido de consentimento será enviado em {day} {time|à|às} {time} (horário do contato).',
    held_request_anywhere:
      'Pode ser cedo ou tarde demais onde o contato está. O pedido de consentimento será enviado automaticamente em {day} {time|à|às} {time}.',
    held_ask_quiet_hours:
      '{now|É|São} {now} onde o contato está. O pedido de consentimento será enviado em {day} {time|à|às} {time} (horário do contato), e sua mensagem assim que o contato aceitar.',
    held_ask_anywhere:
      'Pode ser cedo ou tarde demais onde o contato está. O pedido de consentimento será enviado automaticamente em {day} {time|à|às} {time}, e sua mensagem assim que o contato aceitar.',
    content_invalid: 'Não é possível enviar: {problem}.',
    scheduled: 'A mensagem está agendada e será enviada em {day} {time|à|às} {time}.',
    scheduled_too:
      '{why} Sua mensagem está agendada e será enviada a partir de {day} {time|à|às} {time}.',
    scheduled_obstacle:
      'A mensagem está agendada para {day} {time|à|às} {time}. Do jeito que está, ela não será enviada nesse momento: “{why}”',
    held_obstacle:
      'Sua mensagem espera até {day} {time|à|às} {time}. Do jeito que está, ela não será enviada nesse momento: “{why}”',
    held_request_obstacle:
      'O pedido de consentimento espera até {day} {time|à|às} {time}. Do jeito que está, ele não será enviado nesse momento: “{why}”',
    held_full:
      'Já há {limit} {limit|mensagem|mensagens} em espera para este contato. Cancele{limit|-a| uma} ou espere até que {limit|ela|uma} seja enviada.',
    held_full_until:
      'Já há {limit} {limit|mensagem|mensagens} em espera para este contato. Cancele{limit|-a| uma} ou tente de novo em {day} {time|à|às} {time}, quando {limit|ela|a próxima} for enviada.',
    held_none:
      'Aqui não é possível agendar mensagens: sua organização não deixa nenhuma em espera. Envie a sua em {day} {time|à|às} {time} ou fale com seu administrador.',
    not_held: 'Esta mensagem não está mais em espera e não pode ser cancelada.',
    maybe_sent: 'Pode ter sido enviada.',
    not_in_doubt: 'Já se sabe se esta mensagem foi enviada.',
    not_finished: 'Esta mensagem ainda não foi enviada. Cancele-a ou aguarde o envio.',
    consent_questioned:
      'O que o contato escreveu pode significar que ele não quer mais mensagens. Diga o que ele quis dizer antes de perguntar ou escrever.',
    held_consent_questioned:
      'O que o contato escreveu pode significar que ele não quer mais mensagens. Sua mensagem espera até que se esclareça o que ele quis dizer.',
    purpose_unnamed:
      'O pedido de consentimento não pode mencionar “{purpose}”: o texto não prevê isso. Fale com seu administrador.',
    not_questioned: 'Nenhuma mensagem deste contato está em dúvida.',
    not_correctable: 'Este descadastro não pode ser corrigido. Só o contato pode voltar atrás.',
    not_correctable_none:
      'O contato não cancelou o recebimento de mensagens; não há nada a corrigir.',
    not_correctable_other: 'O descadastro não veio desta mensagem.',
    template_reserved:
      'O modelo “{template}” pede o consentimento. Envie em vez disso um pedido de consentimento.',
    provider_rejected: 'A mensagem não foi aceita. {why}',
    provider_not_delivered: 'A mensagem não foi entregue. {why}',
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
    text_too_long: 'o texto tem mais de {limit} {limit|caractere|caracteres}',
    too_many_media: 'há mais de {limit} {limit|arquivo|arquivos}',
    media_type: 'este tipo de arquivo não é aceito no {channel}',
    media_url: 'o endereço de um arquivo não é um endereço web',
    media_too_large: 'o arquivo passa de {limit} MB, o máximo no {channel}',
    caption_not_supported: 'este tipo de arquivo não pode ter texto',
    kind_not_supported: 'este tipo de mensagem não existe neste canal',
    reply_not_supported: 'neste canal, uma resposta não pode citar uma mensagem',
    message_unknown: 'a mensagem a que se refere não está nesta conversa',
    choices:
      'são necessários de um a três botões ou uma lista de até dez opções, cada uma com seu próprio identificador',
  },
  faults,
}
