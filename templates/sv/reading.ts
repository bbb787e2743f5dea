/** What contacts say in Swedish. Sources: Konsumentverket and SWEDMA's rules for SMS (STOPP, AVREGISTRERA), and Twilio's Swedish keywords. */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const sv: ReadingList = {
  locale: 'sv',
  solid:
    'stopp, stoppa, avregistrera, avregistrera mig, avsluta, avanmäl, avanmäl mig, avanmälan, sluta, sluta genast, avprenumerera, avprenumeration, lägg av, sluta nu, stopp tack, avregistrering, jag avanmäler mig',
  lone: 'avbryt, ta bort mig, ta bort, radera mig, avboka mig, inga fler, inga sms, inga meddelanden, säga upp, avbeställ, avsäg, avstå, kontakta mig inte, skriv inte, upphör, upphöra, lämna',
  everyday: 'slut, nog',
  perhaps:
    'inte intresserad, ej intresserad, jag är inte intresserad, blockera, jag blockerar er, spam igen, ingen reklam, radera mina uppgifter, lämna mig, hur avregistrerar jag mig, ingen tack inte intresserad, nej tack inte intresserad',
  soft: 'snälla tack vänligen nu genast omedelbart bara för gud skull jävla fan ens då',
  fillers:
    'tack hej hejsan god morgon kväll ja nej ok okej herr fru mvh hälsningar vänliga bästa vänlig hälsning förlåt',
  notSlips:
    'stopp, stoppar, stora, slut, slutar, slutat, sluts, registrera, avslut, avslutad, slutta, stoppad, avslutar',
  sets: {
    send: 'skicka skriva sms_a smsa messa kontakta störa höra_av_er meddela spamma skicka_sms ringa_eller_smsa trakassera',
    imp: 'skicka skriv kontakta messa smsa sms_a stör',
    msg: 'meddelanden meddelande sms sms_en smsen mess notiser aviseringar textmeddelanden mer_meddelanden utskick',
    kind: 'reklam erbjudanden nyhetsbrev mejl påminnelser samtal',
    me: 'mig oss till_mig det_här_numret detta_nummer åt_mig',
    det: 'fler några mer dessa de era från_er sådana ytterligare här den_här_typen_av alla av mera',
    lista:
      'lista listan listor register utskick utskicket sändlista databas lista_här listorna systemet kontaktlista',
    consent: 'samtycke medgivande tillstånd',
  },
  certain: `
    vägrar|avböjer|avsäger_mig att? få|ta_emot|motta|alla|fler* <msg>
    slippa|slipper få|era|fler|alla|dessa* <msg>
    sluta|slutar|upphör|upphöra|lägg_av med|att|genast* <send> <me>? <det>* <msg>?
    sluta|stoppa|stopp|inga|avsluta fler|med|mer|de|dessa|alla|era|utskick* <msg>
    <imp> inte|aldrig till? <me>? mer|mera|längre|igen|fler? <msg>?
    <imp> <me> inte|aldrig mer|mera|längre|igen?
    <imp> inga|inte <det>* <msg>
    inga fler|mer <msg>
    <imp> inget|ingenting mer
    vill jag|inte? inte|ej|inga|aldrig längre|ha|få|motta|ta_emot|bli|höra|att_ni|att* <det>* <msg>|kontaktad|kontaktas|från_er|kontaktar_mig|skickar|skriver
    vill|önskar|vill_jag jag? bli|att_bli|att|avsluta|att_ni* avregistrera|avregistrerad|borttagen|avsluta_prenumerationen|avregistrera_mig|tas_bort|avanmäla_mig|avregistrerar_mig|tar_bort_mig
    ta|tag|radera|stryk bort? mig|mitt_nummer|mitt_telefonnummer|detta_nummer bort? från|ur er|den|denna|ert|den_här|alla|era* <lista>
    ta bort|radera mitt|detta nummer
    radera|glöm mitt nummer
    återkallar|drar_tillbaka|återkalla|tar_tillbaka jag? mitt|mina|härmed* <consent>
    mitt samtycke återkallas
    ger|har|samtycker jag|ni|inte|längre* inte|inget längre? mitt? <consent>
    lämna|låt mig|oss vara? ifred|i_fred
    avregistrera|avanmäl|avregistrerar mig|mitt_nummer|jag från|ur? <lista>?
    hör inte av er mer|igen?`,
  whole: `
    <imp> inte|aldrig mer|mig|till_mig?
    jag? vill inte|ej ha|få|mer|längre|detta|det_här|dessa|några* mer|längre?
    stör inte|ej
    inte mer|fler`,
  doubtful: `
    avregistrera|avanmäla mig
    avprenumerera
    vill inte|inga ha|få|längre* <det>* <kind>
    inga fler|mer? <kind>
    för många <msg>
    hur|var har ni fått mitt nummer`,
  other: `
    inte sluta|avregistrera|avregistrerad|avsluta|stoppa
    sluta inte|aldrig
    avregistrera|avanmäl|stoppa|ta inte
    varför|när|sedan slutade|har|fick|får|slutar ni|jag? inte? slutat|inga?
    slutade|slutat
    får|fick|fått|har|ser jag|vi|inte|fått|längre* inga|inte <det>* <msg>
    inga fler? <msg> idag|kvar|på|har
    stoppa|avsluta|avboka|avbryt|avbeställ|avanmäl|avregistrera|ta_bort|säga_upp min|mitt|betalningen|den|mina|bilen|från|till|med* tid|kort|order|konto|betalning|beställning|bokning|son|dotter|kurs|kursen|bilen|kö|kön|väntelistan|listan_över_gäster|lån|försäkring|betalningen|överföringen|rökning|autogiro
    slut på|med_mjölk
    är|i|på|till slut
    ta bort mig från väntelistan|gruppen|kön|gästlistan|kursen|passet`,
  ends: 'sluta, stoppa, ta bort, vill inte, inga fler, radera, upphör, avsluta',
  about:
    'skicka, skriva, meddelanden, sms, spam, listan, mitt nummer, kontakta mig, kontaktad, utskick',
  voids:
    'varför, när, han, hon, min man, min fru, min son, min dotter, min bror, svara, ordet, låten, utan, av misstag, sedan, kompis, inte, aldrig',
  questions: 'om, ifall, hur, var, kan jag, innan, tills, måste jag, ska jag',
  narrows:
    'om, angående, på natten, på kvällen, på söndagar, till min, men, bara, utom, på engelska, när, efter, innan, klockan, via mejl, på jobbet, så sent, fakturan, till mitt gamla',
  optIn: 'ja',
  agrees:
    'ja tack, ja gärna, gärna, jag godkänner, ja jag godkänner, jag samtycker, ja jag samtycker, ja visst, visst, ja absolut, absolut, ja okej, ja ok, jag accepterar, ja ja, javisst, ja det går bra',
  declines:
    'nej, nej tack, jag avböjer, jag godkänner inte, jag samtycker inte, nej nej, aldrig, absolut inte, jag vägrar, helst inte, nej helst inte',
  help: 'hjälp',
  stopMarketing: 'stoppa kampanjer, stoppa erbjudanden, stoppa reklam, sluta med reklam',
  signatures: 'skickat från min, skickat från, skickades från, hämta outlook',
  tapbacks:
    'gillade, gillar, älskade, älskar, ogillade, skrattade åt, betonade, ifrågasatte, reagerade på, reagerade med, på',
}
