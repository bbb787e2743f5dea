/** What contacts say in Spanish. Sources: Twilio's and AWS's Spanish keywords (ALTO, BAJA, PARAR), and LSSI art. 21–22 (darse de baja). */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const es: ReadingList = {
  locale: 'es',
  solid: `parar, paren, detener, desuscribir, desuscribirme, desuscribirse, desuscribe, darme de baja, dar de baja, darse de baja, denme de baja, dame de baja, deme de baja,
    de baja, baja por favor, detengan, detenganse, para ya, paren ya, basta ya, pare ya, no molestar, no molesten, desuscripcion, desapuntarme, alto ya, desinscribir, desinscribirme, stop ya, no mas, responder stop, enviar stop`,
  lone: 'cancelar, cancelar suscripcion, cancelar subscripcion, cancela suscripcion, anular suscripcion, dejar de recibir, borrarme, borrame, eliminar, eliminarme, eliminame, quitarme, quitame, salir, saqueme, sacame, salirme, dense de baja, no contactar, terminar, rechazar mensajes',
  everyday: 'baja, alto, basta, para, pare, deten, fin, date de baja',
  perhaps:
    'numero equivocado, numero incorrecto, persona equivocada, cancela, cancelen, cancele, no me interesa, no estoy interesado, no estoy interesada, no estamos interesados, dejame, ya no, ya basta, dejenme, molestan, spam por favor, no sms, no mensajes, como me doy de baja, como cancelo esto, bloquear, fuera, no insistan, borren mis datos, eliminen mis datos, me doy, revocar, revoco, sin mensajes',
  soft: 'por favor porfavor porfa favor ya inmediatamente ahora mismo puto puta jodido de una vez urgente xfa xfavor plis nunca jamas',
  fillers:
    'yo dije dicho gracias hola buenos buenas dias tardes noches si no ok vale bueno senor senora senorita estimados estimado saludos muchas disculpe perdon amigo oiga hey pues',
  notSlips:
    'mensages, pasar, pagar, parir, tarar, parte, parto, partir, cancelo, cancelas, cancelan, cancelare, cancelado, cancelada, quitarte, quitarle, sacarme, borrarte, borrarla, borrarlo, darle de baja, detenerse, obtener, detenido, terminal, terminare, termina, terminan, comparar, preparar, separar, reparar, eliminado, eliminada',
  spellings:
    'q que, kiten quiten, kitenme quítenme, kiero quiero, kieren quieren, msjes mensajes, mnsjs mensajes, mjes mensajes',
  mistyped:
    'mensajes, mensaje, escriban, escribirme, manden, envien, recibir, contacten, molesten, numero, quiero',
  sets: {
    me: 'me nos m',
    dejar:
      'dejen deje deja dejad dejar dejes dejeis paren pare para parad basta cesen cese cesad eviten evite evita dejense parenle parele dejenle',
    verb: `escribirme escribirnos mandarme mandarnos enviarme enviarnos contactarme contactarnos molestarme molestarnos molestar fastidiar acosar hostigar incordiar llamarme_y_escribirme
      mensajearme textearme acosarme fastidiarme incordiarme textear hostigarme mandar_mensajes enviar_mensajes mandarme_mensajes enviarme_mensajes escribir_a_este_numero
      mandarme_cosas enviarme_cosas mandarme_esto enviarme_esto mandar_sms enviar_sms mandarme_sms enviarme_sms spamear spamearme escribiendome molestando_con_mensajes
      mandar_esto enviar_esto enviarlos mandarlos estar_mandando estar_enviando estar_escribiendo estar_molestando joder chingar fregar`,
    conj: `escriban escriba escribas escribais escribe manden mande mandes mandeis envien envie envies envieis contacten contacte contactes contacteis molesten moleste
      molestes molesteis busquen busque hablen spameen spamees spamee textees texteen textee whatsappeen`,
    send: 'manden mande mandes mandeis envien envie envies envieis',
    mas: 'mas nunca_mas jamas nuevamente otra_vez de_nuevo por_aqui por_este_medio por_whatsapp a_este_numero',
    det: 'mas ningun ninguno ningunos los las sus tus estos esos estas esas tantos este ese sus_malditos otro otros de_sus de_este de_estos el la tipo_de otra vuestros de_ustedes de_usted',
    msg: 'mensajes mensaje sms mensajitos whatsapps whatsapp textos texto notificaciones comunicaciones msjs msj mjs mensages spam mensaje_de_texto mensajes_de_texto wasaps',
    kind: 'publicidad promociones ofertas propaganda correos recordatorios avisos noticias informacion llamadas alertas anuncios encuestas newsletter',
    want: 'quiero me_interesa me_interesan gustaria deseo queremos deseamos quisiera necesito quiere acepto autorizo consiento',
    lista:
      'lista listas base base_de_datos sistema registro registros contactos agenda lista_de_contactos lista_de_difusion lista_de_distribucion grupo_de_difusion difusion bbdd bases_de_datos',
    quitar: `borrenme borrame borreme borradme eliminenme eliminame elimineme eliminadme saquenme sacame saqueme sacadme quitenme quitame quiteme quitadme remuevanme remuevame
      borrar_me borren eliminen saquen quiten borre elimine saque quite borrarme eliminarme sacarme quitarme bajenme excluyanme excluidme retirenme retirarme retireme`,
  },
  certain: `
    no <conj> más|nunca
    nunca|jamás más? <me> <conj>
    nunca|jamás más? <me> <send> <det>* <msg>|nada
    nunca|jamás más? <me> vuelvan|vuelva|vuelvas a? escribir|contactar|mandar|enviar|molestar
    dije|dicho|pedi|pedido ya? que? <dejar> d|de <verb>
    no me llamen|llame|llames ni me? <conj>
    ni <me> <conj> <mas>?
    favor|ruego|pido|pedí de|no|que|a* no <verb> más|nada
    no <verb> más|nada|nunca
    cancela|cancelad|anula|quita|detén|detenga <det>* <msg>
    no|ya_no mandar|enviar|recibir <det>* <msg>
    no|ya_no quiere|quieren más? recibir <det>* <msg>
    no recibir más|ningún|estos|sus|tantos* <msg>
    que no|ya_no|nunca <me> <conj>|<send>
    revocación|retirada|cancelación del? de? mi? consentimiento|autorización|permiso
    niego|rechazo|rehúso|opongo a? recibir|seguir_recibiendo|que_me_envíen|que_me_manden <det>* <msg>?
    no insistan|insista|sigan|continúen más? con los|sus|estos|tantos* <msg>
    ser|que_me|sea eliminado|borrado|dado|removido|eliminada|borrada|dada|removida|excluido de|de_baja|baja la|su|sus|esta|vuestra* <lista>
    no|nunca autorizo|autoricé|he_autorizado el? uso de? mi? número|teléfono
    stop|basta|alto|no_más|fuera a|con|de? <det>* <msg>
    <dejar> d|de? <verb>
    <dejar> d|de mandar|enviar <me>? <det>* <msg>
    <dejar> d|de? mandarme|enviarme|mandarnos|enviarnos <det>* <msg>|cosas|esto|eso|tanto
    basta|alto|no_mas|stop de|a|con? <det>* <msg>
    solicito|pido|exijo la eliminación|supresión|cancelación|retirada de mi numero|teléfono|datos
    <dejar> ya? con los|sus|tanto|tantos|estos <msg>
    no|ya_no|nunca|jamas <me> <conj> <mas>
    no|ya_no|nunca|jamas <me> vuelvan|vuelva|vuelvas|volvais|sigan|siga|sigas a? escribir|contactar|mandar|enviar|molestar|escribiendo|mandando|enviando|contactando
    no vuelvan|vuelva|vuelvas|sigan|siga a? <verb>
    no|ya_no|nunca <me> <send> <det>* <msg>|nada
    no|ya_no|nunca|jamas <me> molesten|moleste|molestes|molesteis|contacten|contacte|contactes|contacteis
    no|ya_no <me> escriban|escriba|escribas|escribais
    no|ya_no|tampoco <want> que? <me>? recibir|recibo|seguir_recibiendo|que_me_lleguen|me_lleguen|recibiendo <det>* <msg>
    no|ya_no <want> <det>* <msg>
    no|ya_no <want> que <me> <conj>
    no|ya_no <want> que <me> sigan|siga|sigas escribiendo|mandando|enviando|molestando|contactando
    no|ya_no <want> ser contactado|contactada|molestado|molestada
    no <want> saber nada? mas de ustedes|usted|vosotros
    no mas <msg>
    ni_un|ningun|ni_uno mensaje mas
    <quitar>|sacar|quitar|borrar|eliminar mi_numero|este_numero|mi_nombre|mi_telefono? de? su|tu|la|esta|sus|vuestra|todas|las|este|el* <lista>
    <quitar> mi|este? numero|telefono|contacto|nombre|celular|movil
    darme|dar_me|darnos|denme|deme|dame|dadme|dennos|date|dar de baja mi_numero|este_numero|de_la_lista|del_servicio|de_su_lista|de_esta_lista|de_los_mensajes|de_estos_mensajes|de_sus_mensajes|de_sus_listas?
    <want>|solicito|pido|exijo|ruego la? darme|dar|baja|dado|dada|cancelar|anular|parar de? baja|este_servicio|los_mensajes|estos_mensajes|mi_suscripcion_a_los_mensajes
    <want>|solicito|pido|exijo|ruego|pueden|puede|podrian|podria darme|dar|darnos de baja
    <want> la|mi baja
    solicito|pido|exijo la|mi? baja
    me doy de baja
    dejenme|dejame|dejeme|dejadme d|de <verb>
    cancelar|cancelen|cancele|cancela|anulen|anular mi|la suscripcion|suscripción a|de <det>* <msg>
    <want>|solicito|pido|ruego|exijo que <me> den|saquen|borren|quiten|eliminen de baja|la_lista|su_lista|esta_lista|sus_listas|su_base
    desuscribanme|desuscribeme|desuscribame|desuscribirme|desapuntenme|desapuntame|desinscribanme
    <want>|solicito desuscribirme|desapuntarme|desinscribirme|cancelar_la_suscripcion|cancelar_mi_suscripcion
    <want>|solicito salir|salirme de esta|la|su|sus <lista>
    revoco|retiro|anulo|cancelo mi|el|la|este* consentimiento|autorizacion|permiso
    revocar|retirar|anular mi|el|la* consentimiento|autorizacion|permiso
    no|ya_no doy|tienen|tiene|otorgo|autorizo|tienes mi|el|la* consentimiento|autorizacion|permiso
    no autorizo|consiento que <me>|se escriban|contacten|envien|manden|escriba|envie|mande|contacte
    no autorizo|consiento|acepto el? recibir|envio|envios|que_me_envien|a_recibir de? <det>* <msg>
    dejenme|dejame|dejeme|dejadme|dejennos en paz
    dejenme|dejame|dejeme|dejadme tranquilo|tranquila
    borra|elimina|quita mi|este numero|telefono
    cancelar|cancelen|cancele|detengan|detener|paren|suspendan|parar|suspender|terminar|eliminar los|estos|sus|mis|todos|esos|el|envio|de* <msg>
    <dejar> d|de recibir <det>* <msg>
    <want> dejar de recibir
    <want> parar|detener|terminar|cancelar <det>* <msg>|esto
    <want> que <dejar>|dejaran|pararan de? <verb>
    pido|exijo|ruego|solicito|pedi|pedido que <dejar> d|de? <verb>
    que <dejar> d|de <verb>
    stop con|a los|estos|sus <msg>`,
  whole: `
    no <conj> aqui|por_aqui
    eliminar|borrar|quitar mi|este numero|telefono|contacto
    <quitar> de_aqui|de_ahi|de_esto
    salir|salirme de su|la|esta|sus|vuestra* <lista>
    me|nos dan|das|da|dais de baja
    ya? les|le|te dije|he_dicho que paren|pare|pares|stop|no_mas|basta
    por_dios|por_el_amor_de_dios|por_amor_de_dios|les_ruego|les_suplico|les_pido|le_ruego|le_pido|se_lo_ruego|se_los_ruego|os_lo_ruego|se_lo_pido|se_los_pido que? paren|pare|basta|stop
    paren|pare|basta|stop por_dios|por_el_amor_de_dios|por_amor_de_dios|se_lo_ruego|se_los_ruego|os_lo_ruego|se_lo_pido|se_los_pido
    <dejar> d|de? escribir|mandar|enviar|contactar|llamarme|insistir|escribirme|joder
    no|ya_no quiero|deseo que? recibir|saber|me_manden|me_envien? esto|estos|nada|mas|mas_de_esto|nada_mas|mas_nada|seguir|nada_de_ustedes|nada_de_usted|nada_de_vosotros|nada_mas_de_ustedes de_ustedes|suyo?
    ya_no quiero|deseo mas?
    no <want> mas|nada|esto
    no|ya_no <me> <conj>
    no <me>? escribir|contactar|mandar|enviar|molestar mas?
    no|ya_no <send> <det>* <msg>|nada|mas
    no contactar|escribir|llamar|molestar mas?
    no|ya_no mas|envien|manden|escriban mas?
    borrenme|borrame|borreme|borradme|eliminenme|eliminame|elimineme|saquenme|sacame|saqueme|quitenme|quitame|quiteme|borrarme
    ya|que para|paren|pare|parad|basta|parar|alto
    me|nos? quiero|quiero_que_me|puedo dar|darme|den de baja
    baja|la_baja del? servicio|suscripcion|inmediata|de_la_lista|definitiva|este_numero
    <want> la? baja|cancelar|parar|salir
    cancelar|anular|terminar|cancelen|cancele|cancela|anulen|anule la|mi|el? suscripcion|servicio_de_mensajes|envio`,
  doubtful: `
    se|te equivoco|equivocaron|equivocaste|equivocan|equivoca|ha_equivocado|han_equivocado|has_equivocado de numero|persona
    tiene|tienen|tienes el? numero equivocado
    equivocado no soy|es|este_no_es
    por aqui|whatsapp|sms|este_medio no
    darme|dar|darse|doy de baja
    paren|basta|dejen o los|voy|llamo
    stop saludos|gracias|atentamente
    como cancelo|cancelar|paro|desactivo|quito <det>* <msg>
    como dejo|dejar|hago_para_dejar|puedo_dejar de recibir <det>* <msg>|esto
    borren|eliminen|elimine|borre mis datos
    no|ya_no <me> <send> <det>* <kind>
    no|ya_no <want> recibir|mas <det>* <kind>
    no|ya_no <want> <det>* <kind>
    <dejar> d|de mandarme|enviarme|mandar|enviar? <det>* <kind>
    no mas <kind>
    no me llamen|llame mas
    demasiados|tantos <msg>
    harto|harta|cansado|cansada de|con <det>* <msg>
    esto es un? acoso|spam
    borrenme|borrame|borreme|eliminenme|eliminame|elimineme|saquenme|sacame|saqueme|quitenme|quitame|quiteme
    de_donde|donde|como sacaron|tienen|obtuvieron|consiguieron mi numero|telefono
    quien les|le|te dio mi numero|telefono
    no|nunca autorice esto|estos|<msg>
    no|nunca me suscribi|inscribi|registre
    no|nunca di mi numero|consentimiento|permiso
    nunca pedi esto|<msg>
    voy_a|los_voy_a|los|os bloquear|bloqueo|denunciar|denuncio
    desuscribirme|desuscribir
    no me interesa|interesan|estoy_interesado|estoy_interesada`,
  other: `
    equivoco|equivocaron|equivocaste|equivoque de numero de
    no|nunca|jamas <dejar> de
    no quiero|queremos|voy|deseo|quisiera que? <me>? <dejar>|darme|dejaran|den|borren|quiten|saquen|pararan|cancelar|cancelen|desuscribirme|darse|dar
    no <me> den|des|de|borren|quiten|saquen|doy|desuscriban|eliminen|quite|borre
    por_que|cuando|porque|como_es_que dejaron|dejo|dejaste|han_dejado|ha_dejado
    dejaron|dejo|dejaste|dejado de escribirme|mandarme|enviarme|mandar|enviar|escribir
    baja|alta medica|laboral|maternal|por_enfermedad|temporal|de_maternidad|paternidad|de_paternidad|presion|temporada|la_presion|calidad|la_calidad
    estoy_de|mi|una|el|parte_de|planta|mas|muy|tan|temporada baja|alto|baja_medica
    dar|darme|dado|doy|damos|dar_me|dar_se de baja|alta la|el|mi|una|un|mis|esa|ese|esta|este|del|al cuenta|tarjeta|linea|poliza|seguro|luz|agua|gas|internet|gimnasio|actividad|asignatura|comedor|contrato|telefono|cita|clase|curso|alumno|recibo|domiciliacion|alumna|hijo
    para el|la|los|las|mi|mis|que|un|una|cuando|manana|hoy|ti|usted|nosotros|este|esta|ser|saber|poder|no|lo|eso|todo
    parar|para el|la|un pago|transferencia|coche|transferencia|domiciliacion
    cancelar|cancela|cancele|anular|eliminar el|la|mi|una|un|mis|este|esta|los? cita|pedido|reserva|tarjeta|clase|turno|pago|transferencia|poliza|recibo|visita|consulta|compra|cuenta|matricula
    no me escribe|manda|envia|mandan|escriben|envian|mandaron|escribieron|enviaron|mando|llego|llega|llegan
    no me mande|manden|envie|envien|mandes|envies el|la|los|las|un|una factura|recibo|codigo|contrato|paquete|pedido|extracto|presupuesto|tarjeta
    borren|borre|eliminen|elimine|quiten|quite|saquen|saque|borrar|borrarme|eliminarme|quitarme|sacarme|borrenme|eliminenme|quitenme|saquenme|quiteme|saqueme|saquenme el|la|los|las|un|una|de_la|del|de_el|de lista_de|grupo|turno|cita|clase|curso|hueco|pedido|comision|espera|cuenta|lista_de_espera|muela|diente|carrito|comedor|excursion|equipo|extraescolar
    de|del la? lista de_espera|de_invitados|de_boda|de_alumnos
    no me molesta|molestan|moleste_que
    a menos que
    no quiero|quisiera|deseo perder|perderme`,
  keeps: `
    <msg>|escribir|escribirme|mensajear aqui? si|esta|estan|es bien|ok|mejor
    por <msg> aqui? si|ok|mejor
    es|era|fue una? broma|chiste|mentira
    no_espera|no_espere|espera_no|mejor_no|olvidalo|bromeo|estoy_bromeando
    solo <det>* recordatorios|avisos|citas|urgencias|emergencias`,
  voids:
    'no, nunca, jamas, el me, el no, que el, ella, mi hijo, mi hija, mi esposo, mi esposa, mi papa, mi mama, mi padre, mi madre, el doctor, la doctora, el medico, mi marido, mi mujer, mi hermano, mi hermana, mi jefe, le dije, le he dicho, responda, responder, escriba, envie, mande stop, diga, dice, por que, cuando, sin, cancion, evitar, amigo, amiga, vecino, vecina, se te olvido',
  questions:
    'si, puedo, como, donde, debo, hasta, antes, despues, ellos, ellas, pasa, que hago, donde puedo, es posible, cuando quiera',
  ends: 'no autorizo, no me, harto de, harta de, cansado de, cansada de, basta de, no pedí, no insistan, no sigan, me niego, dar de baja, darme de baja, retirar, suspender, suspendan, detengan, detener, no recibir, solicito, exijo, dejen, deje, dejen de, paren, cesen, basta, borren, borrar, eliminen, quiten, quitar, no quiero, ya no quiero, no deseo, no me, desuscribir, no autorizo, no acepto, eliminar',
  about:
    'estos mensajes, sus mensajes, por este medio, de la lista, de su base, recibir mensajes, mis datos, escribirme, mandarme, contactarme, mensajes, sms, spam, su lista, esta lista, mi numero, este numero, molestarme, contactado, contactada, mensajitos, notificaciones, enviarme, contacten',
  widens: 'a este numero, a mi numero, a mi celular, a mi telefono, a mi movil, para siempre',
  narrows:
    'a este correo, al correo, a mi correo, a este email, a esta direccion, en el trabajo, sobre, a las, tan, hasta, antes, cuando, mientras, para cobrar, para cobrarme, para debitar, para compartir, para usar, para hacer, para cargar, para abrir, para transferir, para operar, para tratar, para la, para mi, para el, para ella, a mi, por la noche, de noche, tarde, los domingos, en ingles, acerca, del seguro, de la tienda, pero, solo, excepto, salvo, por correo, el codigo, la factura, el domingo, de madrugada, al trabajo, del colegio, de mi, en horario',
  optIn: 'si, acepto, alta',
  agrees:
    'si por favor, ok si, si dale, si acepto, de acuerdo, si de acuerdo, si gracias, si claro, si muchas gracias, claro que si, claro si, si quiero, si estoy de acuerdo, estoy de acuerdo, acepto gracias, si si, si autorizo, autorizo, si consiento, doy mi consentimiento, si doy mi consentimiento, aceptar, acepto recibir mensajes, si senor, si senora, por supuesto, si por supuesto, si adelante, si esta bien, si ok, hola si, s, sip, si puede, si pueden, si gusta, afirmativo, si con gusto, con gusto si, si perfecto',
  declines:
    'no, nop, no asi esta bien, no gracias, no acepto, rechazar, rechazo, no estoy de acuerdo, no autorizo, no consiento, lo rechazo, no no, no no no, nunca, jamas, no quiero, no lo acepto, no por favor, negativo, para nada, de ninguna manera, claro que no, no muchas gracias, no deseo, prefiero que no, prefiero no, declino, me niego, no doy mi consentimiento, no no gracias, no no quiero, no no acepto',
  courtesies: 'ok vale porfavor porfa porfis xfa xfavor gracias grax grcs plis',
  help: 'ayuda, ayuda por favor',
  stopMarketing:
    'detener promociones, no recibir promociones, dejar de recibir promociones, parar promociones, dejar de recibir ofertas, detener ofertas, cancelar promociones',
  signatures: 'enviado desde mi, enviado desde, enviado con, obtener outlook',
  tapbacks:
    'le gusto, le gusta, me gusta, me encanta, le encanto, le encanta, no le gusto, no me gusta, se rio de, le dio risa, enfatizo, pregunto, reacciono a, a, le ha gustado, le ha encantado, indico que le gusta, destaco, se ha reido de, le gusto una imagen, le encanto una imagen, cuestiono',
}
