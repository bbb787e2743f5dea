/** What contacts say in Polish. Sources: UODO (wycofanie zgody, art. 7 ust. 3 RODO) and keywords of Polish SMS gateways (STOP, WYPISZ, REZYGNUJE). */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const pl: ReadingList = {
  locale: 'pl',
  solid:
    'rezygnuję, rezygnacja, wypisz, wypisz mnie, wypiszcie mnie, wypisać, wypisuję się, przestań, przestańcie, przestać, proszę przestać, odsubskrybuj, odsubskrybować, zrezygnuj, wypis, rezygnuje, prosze przestac, dość tego, skończ, skończcie',
  lone: 'anuluj, zakończ, usuń, usuń mnie, usuńcie mnie, zatrzymaj, wyłącz, odwołaj, koniec z tym, wycofuję, nie pisać, nie pisz, nie piszcie, żadnych wiadomości, anulować, usunąć, zakończyć, skasuj, wyrejestruj, wyrejestruj mnie, wyrejestrować',
  everyday: 'koniec, dość, wystarczy',
  perhaps:
    'nie jestem zainteresowany, nie jestem zainteresowana, nie interesuje mnie to, niezainteresowany, blokuję, zablokuj, odczepcie się, odczep się, usuńcie moje dane, usunąć moje dane, bez reklam, nie chcę, nie życzę sobie, spadaj, spadajcie, cofam',
  soft: 'proszę prosze natychmiast już teraz wreszcie bardzo po prostu no uprzejmie niezwłocznie wszystkich',
  fillers:
    'dziękuję dzięki dziekuje cześć dzień dobry dobry witam tak nie ok okej pan pani państwo pozdrawiam wieczór hej panie',
  notSlips:
    'wpisz, numer, zapisz, napisz, wypis ze szpitala, rezerwuję, rezerwacja, skończy, skończyć, usuną, wpisać, napisać, opisz, rejestruj',
  sets: {
    verb: 'pisać wysyłać przysyłać kontaktować dzwonić_i_pisać nękać smsować spamować niepokoić słać pisania wysyłania wysyłanie przesyłać zaczepiać przysyłania kontaktowania',
    imp: 'pisz piszcie pisać wysyłaj wysyłajcie wysyłać przysyłaj przysyłajcie przysyłać kontaktuj kontaktujcie kontaktować niepokój niepokójcie przesyłaj przesyłajcie przesyłać dzwonić_ani_pisać nękajcie smsujcie wysyłał nękać',
    msg: 'wiadomości wiadomośći sms smsów smsy sms_ów sms_y esemesów powiadomień smsami wiadomosci powiadomienia smsow wiadomość komunikatów',
    kind: 'reklam reklamy ofert promocji newslettera maili przypomnień informacji newsletterów',
    me: 'mi mnie do_mnie się_ze_mną ze_mną nam na_ten_numer się',
    det: 'żadnych więcej od_was tych takich od_państwa już kolejnych dalszych tego_typu państwa waszych',
    listy:
      'listy bazy bazy_danych list systemu subskrypcji listy_mailingowej newslettera waszej_listy książki spisu',
    consent: 'zgodę zgody zgoda pozwolenie',
    want: 'chcę chce chciałbym chciałabym życzę_sobie zycze_sobie chcemy wyrażam_zgody_na zgadzam_się_na potrzebuję',
  },
  certain: `
    usunięcie|wykreślenie|skasowanie mojego|mego|tego|mnie|danych* numeru|z|numeru_telefonu listy|bazy?
    stop|dość|koniec z|ze|tym|tymi|waszymi|waszych* smsami|wiadomościami|sms|spamem|wiadomości
    odmawiam|nie_chcę_już otrzymywania? <det>* <msg>
    wycofanie|cofnięcie mojej? zgody
    przestań|przestańcie|przestac|przestać|skończ|skończcie|dość|proszę_przestać|zaprzestańcie|zaprzestać <me>? <verb>
    przestań|przestańcie|skończcie|skończ z tymi|waszymi <msg>
    nie|nigdy <imp> <me>? więcej|już|nigdy
    nie|nigdy więcej|już? <imp> więcej|już? <me>
    nie|nigdy <imp> <me>? <det>* <msg>
    nie <me> więcej|już? <imp>
    nie|już_nie <want> już|więcej? otrzymywać|dostawać|odbierać|mieć|na_otrzymywanie|otrzymywania|na? <det>* <msg>
    nie|już_nie <want> już|więcej|abyście|żebyście|byście|aby|żeby* <me>? pisali|kontaktowali|kontaktu|kontaktowania|kontaktować|wysyłali|pisania
    żadnych więcej? <msg>
    proszę|prosze|chcę|chciałbym|chciałabym|żądam|prosimy o|mnie|się|moj|mój|mój_numer|z* wypisać|wypisanie|usunąć|usunięcie|wyrejestrować|wykreślić|wypisać_się|zrezygnować|wyrejestrowanie|wykreślenie mnie|się|mój_numer|mojego_numeru? z|ze państwa|waszej|tej|swojej|wszystkich|ich|państwa|tych|otrzymywania* <listy>|<msg>|numeru
    chcę|chciałbym|chciałabym|proszę|chce się? wypisać|zrezygnować|wyrejestrować mnie|się|z_tego?
    proszę|prosze mnie wypisać|usunąć|wykreślić|wyrejestrować
    wypisz|wypiszcie|usuń|usuńcie|wykreślcie|wykreśl|skreślcie|wyrejestrujcie mnie|mój_numer|ten_numer|się z|ze państwa|waszej|tej|swojej|wszystkich* <listy>
    usuń|usuńcie|skasuj|skasujcie|wykasujcie|usunąć mój|ten|mojego numer|numer_telefonu
    rezygnuję|rezygnuje z|ze otrzymywania|tych|dalszych|waszych|państwa|usługi|subskrypcji* <msg>|smsów|usługi|subskrypcji
    wycofuję|cofam|odwołuję|wycofać|wycofuje|cofnąć moją|swoją|wszelkie|każdą* <consent>
    nie wyrażam|wyraziłem|wyraziłam|mam|macie|udzielam mojej|na|państwo|już* <consent>
    nie zgadzam się na|aby|żeby <det>* <msg>|kontakt|otrzymywanie
    dajcie|daj|zostawcie|zostaw mi|mnie spokój|w_spokoju
    zostawcie|zostaw mnie
    koniec|dość z? tych|tymi|waszych? <msg>|smsami|wiadomościami
    wypisuję się`,
  whole: `
    nie <imp> więcej|już|mnie|mi?
    nie chcę|chce|życzę_sobie już? tego|tych|niczego|nic|więcej?
    nie przeszkadzać|niepokoić|przeszkadzajcie
    chcę|chce zrezygnować|się_wypisać|stop|zakończyć
    daj|dajcie mi? spokój`,
  doubtful: `
    wypisać|wypisz|wypiszcie mnie|się
    odsubskrybować
    nie <want> otrzymywać|dostawać <det>* <kind>
    żadnych|bez <kind>
    nie <imp> <me>? <kind>
    za dużo <msg>
    skąd macie|pan|pani|mają? ma? mój numer`,
  other: `
    nie przestawaj|przestawajcie|wypisuj|wypisujcie|rezygnuję|przestań|usuwaj|rezygnuje|usuwajcie|wycofuję|wypisz|chcę_zrezygnować|chcę_się_wypisać|chcę_rezygnować
    dlaczego|czemu|kiedy|odkąd przestaliście|przestał|przestała|nie|już
    przestaliście|przestał|przestała|przestali
    nie dostaję|dostałem|dostałam|otrzymałem|otrzymałam|otrzymuję|przychodzą|przyszły|mam|dostaje|przyszła|przyszedł już|żadnych|od_was* <msg>
    rezygnuję|rezygnacja|rezygnacji|rezygnować|zrezygnować|wypisać|wypisz|anuluj|anulować|usuń|odwołaj|rezygnuje|wypiszcie|usuńcie|usunąć|wypis|odwołać z|ze|syna|córkę|moją|mój|tej|tego|dziecko|z_obiadów|mnie_z* szpitala|wizyty|wizytę|zajęć|kursu|zamówienia|zamówienie|rezerwację|karty|obiadów|szkoły|przelew|terminu|kolejki|listy_oczekujących|listy_rezerwowej|receptę|syna|córkę|skierowanie|umowy|kredytu|ubezpieczenia|zaświadczenie|grupy|konta|zlecenie|lokaty
    proszę? wypisać|wypisz|wypiszcie mi|receptę|zaświadczenie|zwolnienie|skierowanie|fakturę
    koniec|na|do|pod miesiąca|końca|roku|tygodnia|koniec|końcu
    nie przestać
    nie <imp> <me>? faktury|kodu|paczki|na_stary|po_angielsku`,
  ends: 'przestańcie, przestań, skończcie, usuńcie, usunąć, nie chcę, nie życzę sobie, dość, rezygnuję, zaprzestać',
  about: 'pisać, wysyłać, wiadomości, smsów, spam, z listy, mój numer, kontaktować, sms, do mnie',
  voids:
    'dlaczego, czemu, kiedy, on, ona, mój mąż, moja żona, syn, córka, brat, odpowiedz, wyślij stop, słowo, piosenka, bez, przez pomyłkę, kolega, koleżanka, niechcący, mąż, żona',
  questions: 'jeśli, jeżeli, gdy, jak, gdzie, czy mogę, zanim, dopóki, po tym, chyba że, aż',
  narrows:
    'o tej, w sprawie, w nocy, w niedzielę, wieczorem, do mojej, do mojego, ale, tylko, oprócz, po angielsku, przed, dla mojej, dla mojego, w pracy, gdy, kiedy, o kredycie, jeśli, tak późno, mailem',
  optIn: 'tak',
  agrees:
    'tak proszę, tak poproszę, zgadzam się, tak zgadzam się, zgoda, tak zgoda, tak dziękuję, oczywiście, tak oczywiście, wyrażam zgodę, tak wyrażam zgodę, tak tak, akceptuję, tak chętnie, chętnie, jasne, poproszę',
  declines:
    'nie, nie dziękuję, odmawiam, nie zgadzam się, nie wyrażam zgody, nie nie, nigdy, nie akceptuję, absolutnie nie, nie chcę, dziękuję nie, nie dzięki',
  help: 'pomoc',
  stopMarketing: 'zatrzymaj promocje, wyłącz promocje, stop promocjom, zatrzymaj oferty',
  signatures: 'wysłano z, wysłane z, wysłano z mojego, pobierz outlook',
  tapbacks:
    'polubił, polubiła, polubiono, lubi, uwielbia, zareagował na, zareagowała na, na, nie lubi, wyśmiano, podkreślono, polubienie, zakwestionowano',
}
