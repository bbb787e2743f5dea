/** What contacts say in Italian. Sources: Garante privacy (revoca del consenso, disiscrizione) and Twilio's Italian keywords. */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const it: ReadingList = {
  locale: 'it',
  solid:
    'smettila, smettetela, smettere, smetti, smettete, disiscrivimi, disiscrivetemi, disiscriviti, disiscrivere, disiscrizione, disiscrivermi, disiscriversi, cancellami, cancellatemi, cancellazione, annulla iscrizione, annullare iscrizione, basta messaggi, disdetta, disdire, la smetta, fermatevi, la smettete, fermati, basta così, basta stop',
  lone: 'rimuovi, rimuovimi, rimuovetemi, annulla, annullare, cancella, cancellare, rimuovere, toglimi, toglietemi, interrompi, interrompere, esci, uscire, termina, non contattatemi, niente messaggi, eliminami, eliminatemi, arresta, ferma',
  everyday: 'basta, fine, alt',
  perhaps:
    'non mi interessa, non sono interessato, non sono interessata, non interessato, non interessata, blocca, bloccato, lasciatemi stare, lasciami stare, vi blocco, non voglio, revoca, revoco, cancellate i miei dati, niente pubblicità, mi avete stancato',
  soft: 'per favore perfavore pf subito ora adesso mai immediatamente cortesemente cortesia gentilmente prego già',
  fillers:
    'grazie ciao buongiorno buonasera salve sì si no ok va bene signore signora gentile mille scusi scusa allora saluti cordiali distinti',
  notSlips:
    'metti, smettono, cancello, cancelli, smesso, annullo, annullato, cancellato, rimuovo, disdetto, mettere, ammettere',
  sets: {
    stop: 'smettila smettetela smetti smettete smetta basta piantatela piantala finitela cessate evitate interrompete la_smetta',
    me: 'mi ci',
    verb: 'mandarmi inviarmi scrivermi contattarmi disturbarmi messaggiarmi mandare inviare scrivere contattare importunarmi tormentarmi disturbare inviarci scriverci contattarci mandarci',
    conj: 'scrivete scrivere scriva scrivetemi scrivermi contattate contattatemi contattarmi contattare contatti mandate mandatemi mandarmi mandare inviate inviatemi inviarmi inviare disturbate disturbatemi disturbarmi disturbare cercatemi mandi invii disturbi scrivi scrivimi contattarci',
    det: 'più altri ulteriori nessun i gli le questi questo vostri suoi tuoi dei degli di alcun sti',
    msg: 'messaggi messaggio sms messaggini whatsapp comunicazioni notifiche msg testi spam',
    kind: 'pubblicità promozioni offerte email mail newsletter chiamate promemoria avvisi informazioni',
    want: 'voglio desidero vorrei vogliamo gradisco intendo accetto',
    lista: 'lista liste elenco database rubrica contatti mailing_list archivio elenchi',
  },
  certain: `
    non scrivermi|mandarmi|contattarmi|inviarmi più
    rimozione|cancellazione del mio numero
    non ricevere|essere più|altri|ulteriori|alcun* <msg>|contattato|contattata|disturbato
    revoca|ritiro del|mio|di* consenso|autorizzazione
    rifiuto di ricevere|essere <det>* <msg>|contattato
    stop|basta con|a|ai|coi|i* <det>* <msg>
    non <me>? <conj> più niente|nulla
    <stop> di|con|coi|a l|i|gli|questi|vostri* <verb>|<msg>
    <stop> l? invio
    non|mai <conj> più|mai_più
    non <me> <conj> più
    non <me>? <conj> <det>* <msg>
    non <conj> mai_più
    non|nemmeno <want> più? ricevere|avere|vedere|essere|che_mi_mandiate? <det>* <msg>|contattato|contattata|disturbato|disturbata
    non <want> più? che|essere mi? scriviate|mandiate|contattiate|inviate|contattato|disturbato|contattata
    non <want> più? sentirvi
    <want>|chiedo|richiedo di|essere|la|mi|farmi|a* disiscrivermi|cancellarmi|disiscrivere|cancellazione|disiscrizione|rimosso|rimossa|cancellato|cancellata|disiscritto|disiscritta da|dal|dalla? vostra|vostro|questa|questo? <lista>|servizio|<msg>?
    niente|basta|nessun più|altri|con|coi|i|questi|vostri|questi* <msg>
    cancellate|cancellatemi|cancella|cancellami|toglietemi|toglimi|rimuovetemi|rimuovimi|eliminatemi|eliminate|togliete|disiscrivetemi|disiscrivimi|rimuovete|levatemi il_mio_numero|mi? da|dal|dalla|dalle|dai vostra|vostro|questa|questo|tutte|vostre|le|vostri* <lista>
    cancellate|cancella|eliminate|elimina|rimuovete|togliete|dimenticate|cancellare|eliminare|rimuovere|cancelli il? mio|questo numero
    revoco|ritiro|revocare|ritirare|annullo|nego il|mio|ogni|qualsiasi|l* consenso|autorizzazione
    non do|acconsento|autorizzo|avete|presto|ho_dato più? il|mio|a* consenso|autorizzazione|ricevere_messaggi|essere_contattato|essere_contattata
    lasciatemi|lasciami|mi_lasci in pace
    smettere di ricevere
    fermate|interrompete|bloccate|sospendete|fermare i|gli|questi|l|tutti|invio|di* <msg>|invio
    mi disiscrivo`,
  whole: `
    non <me>? <conj> più?
    non <want> più|niente|nulla|questi? più?
    <want> cancellarmi|uscire|smettere|stop
    non disturbare|disturbate|contattare
    <stop> di? <verb>?`,
  doubtful: `
    disiscrivermi|disiscrizione|disiscrivere
    non <want> più? ricevere? <det>* <kind>
    basta|niente <kind>
    troppi <msg>
    non sono interessato|interessata
    non mi interessa|interessano
    <stop> di <verb> <det>* <kind>
    chi|dove|come vi|avete ha? dato|avuto|preso il mio numero`,
  other: `
    non <stop> di
    non cancellatemi|cancellarmi|disiscrivetemi|rimuovetemi|toglietemi|cancellate|disiscrivermi|voglio_disiscrivermi
    non <want> disiscrivermi|che_smettiate|smettere|perdere|essere_rimosso|cancellarmi|essere_cancellato|che_smetta
    perché|quando avete|ha|hai|non smesso|mi_scrivete|mi_avete|mi_scrive
    smesso di
    non ho|abbiamo|mi ricevuto|arrivano|arriva|arrivato|scrive|scrivete|manda|mandate più
    cancellare|cancella|annulla|annullare|disdire|rimuovi|disdetta|cancellate|eliminate|togliete|rimuovete|annullate|cancellazione il|la|l|un|una|mio|mia|del|dell|della|di|questo|i* appuntamento|ordine|prenotazione|visita|abbonamento|carta|bonifico|contratto|lezione|pagamento|conto|volo|contratto|polizza|assicurazione|lista_di_attesa
    toglietemi|cancellatemi|rimuovetemi|toglimi|cancellami|rimuovimi|cancellarmi|disiscrivermi|disiscrivere dalla|dal|dall|il|la|mio|mia lista_d_attesa|lista_di_attesa|corso|gruppo|turno|appuntamento|mensa|gita|esame|figlio|figlia|dente
    basta|alla|fine che|un|una|così_poco|mese|settimana|anno|solo|chiedere|per_oggi|poco|fine
    la|alla|a|in|il|buon|fine fine|settimana`,
  ends: 'smettete, smettetela, basta, smetta, cancellate, togliete, rimuovete, non voglio, non desidero, non autorizzo, cancellazione, smettere, eliminate',
  about:
    'scrivermi, mandarmi, inviarmi, contattarmi, messaggi, sms, spam, vostra lista, mio numero, contattato, contattata, disturbarmi',
  voids:
    'perché, quando, lui, lei, mio marito, mia moglie, mio figlio, mia figlia, mio fratello, rispondi, rispondere, scrivi stop, parola, canzone, avete smesso, senza, per sbaglio, mia madre, amico, amica, non ho',
  questions: 'se, come, dove, posso, prima, dopo, finché, devo, è possibile',
  narrows:
    'su, alle, di notte, la sera, la domenica, per mio, per mia, ma, solo, tranne, quando, mentre, dopo, prima, in inglese, il codice, la fattura, via mail, via email, a mio, a mia, così tardi',
  optIn: 'sì',
  agrees:
    'sì grazie, sì per favore, sì accetto, accetto, va bene, sì va bene, sono d accordo, d accordo, sì volentieri, volentieri, certo, sì certo, certo sì, sì sì, acconsento, sì acconsento',
  declines:
    'no, no grazie, rifiuto, non accetto, no no, mai, non sono d accordo, assolutamente no, non acconsento, no non voglio',
  help: 'aiuto',
  stopMarketing:
    'interrompi promozioni, blocca promozioni, stop promozioni, interrompi le promozioni, basta promozioni',
  signatures: 'inviato da, inviato dal mio, scarica outlook',
  tapbacks:
    'ha messo mi piace a, piace, adora, ha adorato, non piace, ha riso per, ha enfatizzato, ha messo in evidenza, ha reagito a, a',
}
