/** What contacts say in Portuguese. Sources: Twilio's and AWS's Portuguese keywords (PARAR, SAIR, CANCELAR, DESCADASTRAR), and LGPD art. 8 § 5 (revogar o consentimento). */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const pt: ReadingList = {
  locale: 'pt',
  solid: `parar, responder parar, responda parar, responder sair, descadastrar, descadastro, descadastre, descadastre me, me descadastre, me descadastrar, descadastrar me, desinscrever, desinscrever me, me desinscrever, me desinscreva, desinscrição, desinscreva me,
    cancelar inscrição, cancelar a inscrição, cancelar assinatura de mensagens, pare já, parem já, parem, pare agora, chega de mensagens, descadastramento, cancelar subscrição, pára, parem com isso, pare com isso, não perturbe, não perturbar`,
  lone: 'sair, cancelar, remover, encerrar, anular, remova me, excluir, cancela, cancele, não quero mais, não quero, sem mensagens, não enviar mais, não mande mais, não mandem mais, não me mande mais, cancelar envio, retirar, desistir, interromper, cancelar mensagens, não contactar, não incomodar, desativar',
  everyday: 'para, pare, chega, basta, fim',
  perhaps:
    'sai, número errado, pessoa errada, número incorreto, é engano, foi engano, acho que é engano, sem interesse, não tenho interesse, não estou interessado, não estou interessada, bloquear, bloqueado, vou bloquear, me deixa, me deixem, sai fora, fora, apagar, apague meus dados, exclua meus dados, não interessa, não me interessa, spam chato, não obrigado não tenho interesse, tô fora, to fora, como faço para sair, como cancelo, como cancelo isso, como sair, não tenho mais interesse, me erra, revogar, revogo, já chega, chega disso, não ligue mais',
  soft: 'por favor pf pfv pfvr já agora imediatamente nunca jamais logo porra caralho de uma vez urgente gentileza favor aí imploro suplico',
  fillers:
    'tchau muito muita eu disse falei obrigado obrigada oi olá bom boa dia tarde noite sim não ok grato grata senhor senhora sr sra desculpe desculpa prezados abraço att atenciosamente valeu vlw tá bem pessoal gente moça moço amigo',
  notSlips:
    'quero, descadastra, partir, pagar, passar, para, parou, parado, parada, separar, reparar, preparar, comparar, cancelo, cancelei, cancelou, cancelado, cancelada, sabir, cadastrar, cadastro, removi, removeu, inscrever, inscrição, encerrou, encerrado, parem de, pararam, cair, descadastrado, partem, parede, paremos, encontrar, encarar, excluiu, anulado',
  spellings: 'naum não, nao não, nd nada, msgm mensagem, msgns mensagens, mensagems mensagens',
  mistyped: 'mensagem, mensagens, mandar, mandem, enviar, enviem, receber, contato',
  sets: {
    no: 'não n nn',
    stop: 'parem parassem pararem pare para parar pára parem_já cessem cesse chega deixem deixe deixa evitem evite',
    me: 'me nos',
    verb: 'mandar enviar escrever contatar contactar incomodar perturbar encher importunar mandando chatear encher_o_saco ligar_e_mandar mensagem spammar assediar chamar_no_whatsapp me_mandar abordar',
    conj: 'escreva escrevam escrevas mande mandem mandes envie enviem envies contate contatem contacte contactem incomode incomodem perturbe perturbem chame chamem procurem procure manda envia chateiem chateie contactes aborreçam importunem',
    send: 'mande mandem mandes envie enviem envies manda envia mandar enviar',
    det: 'mais nenhuma nenhum as os suas seus essas esses estas estes de tantas tantos essa esse sua outras outra vossas tuas quaisquer qualquer da a desse deste tipo_de vocês_de',
    msg: 'mensagens mensagem sms mensagenzinhas msg msgs whatsapp whatsapps zap notificações comunicações torpedos comunicação textos msn spam mensagen mensage mensajem',
    kind: 'publicidade promoções ofertas propaganda propagandas emails lembretes avisos informações ligações anúncios newsletter pesquisas notícias',
    want: 'quero pretendo desejo queremos gostaria queria preciso gostaria_de aceito autorizo quer desejamos',
    lista:
      'lista listas base cadastro base_de_dados sistema contatos contactos lista_de_contatos lista_de_transmissão lista_de_envio banco_de_dados mailing registos registros bases',
    tirar:
      'tirem tire tira tirar removam remova remove remover retirem retire retirar excluam exclua exclui excluir apaguem apague apaga apagar deletem delete deleta eliminem elimine eliminar risquem',
    consent: 'consentimento autorização permissão aceite',
  },
  certain: `
    nunca|jamais mais <me>? <conj>|<send> <det>* <msg>?
    nunca|jamais mais <want> receber <det>* <msg>
    sair|sai|tirar|excluir|remover me? da|dessa|desta|de|das sua|vossa|suas|todas* <lista>
    <no>|nem <verb> <me>? mais|nada
    <no> me <verb> mais?
    <no> receber mais? <det>* <msg>
    <no>|nunca me mandarem|enviarem|escreverem|contatarem|contactarem|incomodarem|perturbarem|mandar|enviar mais|nada|nenhuma|nenhum* <msg>?
    <no>|nunca mais? me? chamem|chame|abordem|procurem|procure mais
    revogação|retirada|cancelamento do|da|de|meu|minha* <consent>
    recuso|nego|rejeito me|a|o* receber|recebimento de? <det>* <msg>
    ser|fui removido|retirado|excluído|removida|retirada|excluída|descadastrado|eliminado da|de|dessa|desta|do sua|vossa|suas|todas|seu* <lista>
    stop|basta|chega|fim as|com|de|das|às|dessas* <msg>
    <no> quero|desejo|aceito|autorizo mais? nenhum|qualquer|mais|o* contato|contacto
    <stop> de <me>? <verb> <det>* <msg>?
    <stop> de <me>? <verb> isso|isto|essas_coisas|coisas
    <stop> de? com|as|os|essas|estas|suas* <msg>
    <stop> de me contatar|contactar|escrever|mandar|enviar|incomodar|perturbar
    deixem|deixe|deixar de receber <det>* <msg>
    <stop> de receber <det>* <msg>
    <no>|nunca|jamais|nem <me> <conj> mais
    <no>|nunca|jamais|nem <conj> <me>? mais <det>* <msg>
    <no>|nunca|jamais <me>? <send> mais <det>* <msg>|nada|isso|isto
    <no>|nunca|jamais <me> <send> <det>* <msg>
    <no>|nunca|jamais <me>? mais? contate|contacte|contatem|contactem|incomode|incomodem|perturbe|perturbem|contactes <me>?
    <no> <conj> me mais?
    <no>|nunca <conj> mais para|pra este|esse|meu número|telefone|contato
    <no>|nunca entrem|entre|entrar mais|em* contato|contacto mais|comigo|conosco*
    <no>|nunca|jamais voltem|volte|tornem a <me>? <verb>|contactar|contatar
    <no>|nem <want> mais? receber|recebo|ver|continuar_recebendo|continuar_a_receber <det>* <msg>
    <no> <want> mais? <det>* <msg>
    <no> <want> mais? que|vocês|você* <me>? <conj>|escrevam|mandem|enviem|contatem
    <no> <want> mais? ser contatado|contactado|contatada|contactada|incomodado|incomodada|perturbado|importunado
    <no> <want> mais? contato|contacto <det>*
    <no> <want> mais? fazer_parte|estar|ficar|participar de|da|na|nessa|desta|dessa|nesta sua|vossa* <lista>
    <no> <want> mais? vocês|o_contato me? <verb>
    nada de|mais <msg>
    chega|basta de|das|dessas|mais* <msg> mais?
    nenhuma mensagem mais
    sem mais <msg>
    me|nos? <tirar> <me>? meu_número|este_número|o_meu_número? da|dessa|do|desta|de|das|destas|dessas sua|vossa|seu|suas|todas|as|vossas* <lista>
    <tirar> <me> meu_número? da|dessa|do|desta|de|das sua|vossa|seu|suas|todas|as* <lista>
    <no> ser mais? contatado|contactado|contatada|contactada|incomodado|incomodada
    <tirar> o? meu|este número|nome|telefone|contato|contacto|celular|telemóvel
    <want>|solicito|peço|exijo que|me|a|o|minha|meu|fazer* descadastrar|descadastro|descadastrem|descadastre|descadastramento|desinscrever|desinscrição|descadastrado|cancelar_a_inscrição|cancelar_minha_inscrição|cancelar_inscrição|sair_da_lista|sair_dessa_lista|sair_desta_lista|cancelar_o_envio|cancelar_o_recebimento_de_mensagens|cancelar_o_recebimento|cancelar_as_mensagens|cancelar_mensagens|cancelar_a_subscrição|descadastrar_me
    <want> <stop> de receber
    <want> <stop> de? receber? <det>* <msg>|isso
    <want> deixar de receber
    <want>|peço|solicito|exijo que vocês|você? parem|pare|deixem|parassem|parem_imediatamente de <me>? <verb>
    me|nos descadastre|descadastrem|descadastra|desinscreva|desinscrevam|descadastrar|desinscrever
    descadastra|descadastre|descadastrem|descadastrar|desinscrevam|desinscreva me|nos|meu_número|este_número|meu_telefone|meu_celular|meu_contato
    revogo|retiro|cancelo|revogar|retirar|anulo|anular o|a|meu|minha* <consent>
    <no>|nunca dou|dei|têm|tem|autorizo|autorizei|concedo|possuem mais? o|a|meu|minha|mais|vocês* <consent>
    <no> autorizo mais? o|a|que|vocês|me* envio|contato|contacto|mandem|enviem|receber|enviar|mensagens|escrevam|contatem
    <consent> revogado|revogada|retirado|cancelado|retirada
    me|nos? deixe|deixem|deixa|deixar me|nos? em? paz|sossego|sossegado|sossegada
    cancelar|cancele|cancelem|parem|pare|encerrar|encerrem|suspendam|suspender|interromper|interrompam|cancela as|os|o|envio|de|essas|estas|suas|todas|minhas|esse|com* <msg>
    pare|parem|stop com|as|essas <msg>
    solicito|peço|quero|gostaria|exijo da|a|de* remoção|exclusão|retirada|eliminação do? meu? número|contato|contacto|telefone|nome|cadastro
    <no> quero|desejo mais? receber mais? nada de_vocês|vosso|seu|desta_empresa|dessa_empresa?
    <no> dou mais autorização`,
  whole: `
    já? eu? falei|disse|pedi|avisei para|pra|p? parar|parem|pararem|stop
    <no> autorizo|permito|aceito mais
    pelo_amor_de|por_amor_de deus parem|pare|para|chega|basta
    podem|pode|poderiam|poderia por_favor? parar|me_remover|me_tirar
    <stop> de <me>? <verb>
    <no>|nunca <me>? <conj> mais
    disse|falei|avisei que <no> quero|desejo mais? receber?
    <no> quero|desejo mais? isso|isto|nada|saber|receber|mais|essas|disso|nada_disso|nada_de_vocês*
    <no>|nunca <want> mais? receber mais|nada?
    <no> <me> <conj> nada?
    <no> mais <msg>
    me <tirar> daí|daqui?
    <no> <me>? mais? mandar|enviar|contatar|contactar|incomodar|perturbar
    <no> perturbe|perturbem|incomode|incomodem
    <tirar> meu? número|contato
    me|nos? <tirar> <me> daqui|disso|dessa_lista|fora?
    <want> sair|cancelar|parar|me_retirar
    cancelar|encerrar|cancelem|cancele|cancela a|o|minha|meu|esse|este* inscrição|assinatura_de_mensagens|serviço_de_mensagens|envio|recebimento
    já chega|basta
    para|pare|parem|chega com_isso|disso|já|de_spam|logo|de_encher|de_encher_o_saco`,
  doubtful: `
    errou|erraram de|o? número|pessoa
    errado <no> sou|é
    descadastrar|descadastro|desinscrever|descadastramento
    parem|pare|stop ou eu|vou
    <no> <send> <det>* <msg>
    parar|pare|stop att|atenciosamente|obrigado|obrigada|abraço
    como cancelo|paro|cancelar|parar|faço|faz|posso|para|pra|eu|de* receber? <det>* <msg>
    como cancelo|paro|cancelar|parar|faço|faz|posso|para|pra|eu|de* receber isso
    pra|para a? pessoa errada
    número <no> é mais dele|dela|meu|do|da
    <no>|nunca <me>? <send> mais? <det>* <kind>
    quem te|lhe? deu|passou o? meu número
    <no>|nunca dei o? meu número
    <no> <want> receber? <det>* <kind>
    <stop> de|com <me>? mandar|enviar? <det>* <kind>
    chega|basta de <kind>
    sem|nada_de mais? <kind>
    muitas|tantas|demasiadas <msg>
    cansado|cansada|farto|farta|cheio|cheia de|dessas|das|suas|tantas* <msg>
    me <tirar>
    <no> me ligue|liguem mais
    como|onde|de_onde conseguiram|arrumaram|tiraram|tirou|conseguiu|pegaram|obtiveram|tiveram o? meu número
    vou bloquear|denunciar
    isso|é é assédio|spam
    nunca|<no> me? inscrevi|cadastrei|autorizei|pedi_isso
    <no> tenho|estou mais? interesse|interessado|interessada
    apaguem|apague|exclua|excluam|eliminem os? meus dados`,
  other: `
    <no>|nunca|jamais <stop> de
    <no>|nunca <me> descadastre|descadastrem|tirem|tire|remova|removam|exclua|desinscreva|excluam|retirem|cancelem
    <no> <want> que? <me>? parem|pare|parar|descadastrar|sair|cancelar|ser_removido|me_descadastrem|removam|remover|deixar|desinscrever|me_tirem|tirem|me_descadastrar
    por_que|porque|quando|como_assim vocês? <me>? pararam|parou|deixaram|não_me
    pararam|parou|deixaram|parado|parei de me? mandar|enviar|escrever|receber|mensagens
    <no>|nunca recebi|recebo|chegou|chegaram|recebendo|vi|tive|veio|vieram|tenho|estou_recebendo mais? <det>* <msg>
    <no> me? mandou|mandaram|enviou|enviaram|escreveu|manda_mais|escreve_mais
    lista|listas de|da espera|convidados|material|materiais|presença|compras|chamada
    para o|a|os|as|mim|meu|minha|que|um|uma|quando|hoje|amanhã|você|nós|ser|saber|<no>|isso|tudo|este|esta|onde|quem
    parar o|a|um pagamento|carro|débito|entrega|transferência|tratamento
    cancelar|cancela|cancele|anular|excluir|remover|encerrar|apagar|cancelem|retirar|suspender o|a|meu|minha|um|uma|meus|esse|essa|este|esta consulta|pedido|reserva|cartão|compra|pagamento|aula|exame|conta|matrícula|boleto|transferência|visita|plano|seguro|agendamento|horário|item|produto|débito|assinatura_da|encomenda
    <no> me? mande|mandem|envie|enviem|mandes o|a|os|as|um|uma|mais_o boleto|fatura|código|contrato|encomenda|cartão|nota|pedido|conta|produto
    me|nos? <tirar> <me>? da|do|dessa|desse|desta|de lista_de_espera|espera|grupo|turma|aula|horário|fila|lista_de_convidados|plano|conta|reserva|excursão|time|sala|agendamento|seguro|lista_de_presentes
    <tirar> o|a meu|minha|nome|número* do|da grupo|turma|conta|contrato|plano|boleto|cadastro_antigo
    descadastrar|descadastro|desinscrever|desinscrição|descadastre minha|meu|a|o|do|da|me_do|me_da filho|filha|curso|aula|cartão|biometria|pix|chave|conta|aluno|natação|excursão|aluna|academia|revista
    <no> <want> mais? <det>* saber_se|perder|essa_roupa|esse_produto|o_produto|a_consulta
    <no> <want> perder
    no|o|ao|do|até_o|por|sem|final|fim_de|meu fim
    fim de semana|mês|ano
    sair|saio|saindo do|de|da_escola|da_aula|da_consulta|da_cidade|da_cama|da_conta|mais|às|para|com|hoje|amanhã|cedo
    <no>|nunca <conj> mais? o|a|esse_boleto|essa_fatura|para_o_endereço`,
  keeps: `
    <msg>|escrever aqui? tudo_bem|pode|podem|ok|sim|está_bem|é_melhor|está_ok|não_tem_problema
    por <msg> aqui? sim|ok|tudo_bem|pode|melhor
    é|era|foi brincadeira|zoeira|piada
    brincadeirinha|tô_brincando|estou_brincando|to_brincando|não_espera|espera_não|não_espere|esquece
    só|apenas|somente <det>* lembretes|avisos|consultas|emergências|urgências`,
  voids:
    'por que, quando, não, nunca, jamais, ele, ela, meu marido, meu pai, minha mãe, o médico, a médica, minha esposa, meu filho, minha filha, meu irmão, minha irmã, responda, responder, digite, envie stop, palavra, música, sem, eu disse, ex, amigo, vizinho, por engano, esqueceu de',
  questions:
    'se, como, onde, posso, devo, até, antes, depois, eles, elas, caso, senão, é possível, o que acontece, será que',
  ends: 'não me, não autorizo, recuso, cansei de, farto de, não pedi, já pedi, solicito, exijo, não receber, de não receber, descadastrar, suspendam, interrompam, stop, parar, parem, pare de, parar de, deixem, chega, basta, tirem, removam, remover, excluam, apaguem, não quero, não desejo, não me, cancelar, não autorizo, cessem, não aceito, retirem, nunca mais',
  about:
    'essas mensagens, suas mensagens, me mandarem, da lista, receber mensagens, meus dados, meu contato, me mandar, me enviar, me escrever, mensagens, mensagem, sms, spam, sua lista, dessa lista, meu número, este número, me contatar, me contactar, contatado, contactado, incomodar, notificações, em contato, em contacto, torpedos',
  widens:
    'para este número, para o meu número, para meu número, no meu celular, para meu celular, nesse número',
  narrows:
    'para este email, para este endereço, para esse email, sobre, às, tão, até, antes, quando, enquanto, para debitar, para cobrar, para compartilhar, para partilhar, para usar, para fazer, para abrir, para transferir, para a, para meu, para minha, para o, para ela, para ele, à noite, de noite, tarde, aos domingos, em inglês, mas, só, exceto, por email, por e, no trabalho, se, da loja, do meu, da minha, de madrugada, no domingo, apenas, a respeito, no meu trabalho, do seguro',
  optIn: 'sim, aceito',
  agrees:
    'sim por favor, sim aceito, ok sim, sim concordo, concordo, de acordo, sim obrigado, sim obrigada, claro, claro que sim, sim claro, sim quero, estou de acordo, sim estou de acordo, sim sim, sim autorizo, autorizo, sim pode, pode sim, pode, sim podem, aceito sim, sim ok, com certeza, sim com certeza, sim com prazer, com prazer, eu aceito, sim eu aceito, sim eu concordo, eu concordo, oi sim, olá sim, s, sim pode ser, pode ser sim, dou meu consentimento, sim por gentileza, sim tudo bem, sim senhor, sim senhora, aceitar, quero sim, aceito obrigado, aceito obrigada',
  declines:
    'não, não obrigado, não obrigada, não aceito, recuso, rejeito, não concordo, discordo, não autorizo, recusar, rejeitar, não não, não não não, de jeito nenhum, nunca, jamais, nem pensar, não quero não, claro que não, prefiro não, prefiro que não, não por favor, eu recuso, não estou de acordo, não muito obrigado, não muito obrigada, não não quero, não não aceito, negativo, n',
  courtesies: 'ok desculpa pf pfv pfvr obrigado obrigada brigado brigada obg valeu vlw',
  help: 'ajuda, ajuda por favor',
  stopMarketing:
    'parar promoções, interromper promoções, parar de receber promoções, cancelar promoções, parar ofertas, não receber promoções, bloquear promoções',
  signatures:
    'enviado do meu, enviado do, enviado a partir, enviado através, enviado pelo, enviado desde, obter o outlook, obtenha o outlook',
  tapbacks:
    'gostou de, curtiu, amou, adorou, não gostou de, riu de, riu, enfatizou, questionou, reagiu a, a, achou graça de, destacou, adorou uma imagem, curtiu uma imagem, gostou de uma imagem, amou uma imagem, reagiu com',
}
