/** What contacts say in Dutch. Sources: Gedragscode SMS-dienstverlening (STOP, AFMELDEN), Telecommunicatiewet art. 11.7, and Twilio's Dutch keywords. */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const nl: ReadingList = {
  locale: 'nl',
  solid:
    'stoppen, afmelden, uitschrijven, uitschrijving, afmelding, meld me af, meld mij af, schrijf me uit, schrijf mij uit, hou op, houd op, hou hiermee op, stop ermee, stop hiermee, houdt op, ophouden, stop maar, opzeggen berichten, ik meld me af, mij afmelden, me afmelden, mij uitschrijven, me uitschrijven',
  lone: 'opzeggen, annuleren, beëindigen, verwijderen, verwijder mij, verwijder me, haal me eraf, geen berichten, geen sms, niet meer, beeindigen, intrekken, uit, kappen, kap ermee, abonnement opzeggen',
  everyday: 'einde, genoeg, klaar, halt',
  perhaps:
    'geen interesse, niet geïnteresseerd, geen behoefte, blokkeren, ik blokkeer u, spam stoppen, geen reclame, verwijder mijn gegevens, rot op, ga weg, hoe meld ik me af, laat me',
  soft: 'alstublieft alsjeblieft aub svp direct nu onmiddellijk meteen eens nou even gewoon per graag ajb hierbij',
  fillers:
    'bedankt dank u je wel hallo hoi goedemorgen goedemiddag goedenavond dag ja nee ok oké meneer mevrouw groeten groet met vriendelijke mvg goed beste',
  notSlips:
    'contacteer, aanmelden, inschrijven, stop, stopte, stopt, schrijven, stoffen, afmeten, opmelden, stoppel, meldden, opleggen, afmeldt',
  sets: {
    send: 'sturen zenden schrijven berichten appen sms sms_en contacteren benaderen lastigvallen bellen_of_sms_en contact_opnemen storen smsen whatsappen mailen versturen bestoken te_sturen te_appen te_benaderen te_smsen te_berichten te_schrijven te_contacteren lastig_te_vallen te_bellen te_mailen te_storen spammen',
    imp: 'stuur stuurt app appt sms schrijf schrijft contacteer contacteert benader benadert stoor stoort bericht val',
    msg: 'berichten bericht sms smsjes sms_jes berichtjes appjes appberichten whatsapps whatsappberichten meldingen notificaties sms_berichten spam contact',
    kind: 'reclame aanbiedingen nieuwsbrieven mails mail herinneringen acties telefoontjes nieuwsbrief promoties',
    det: 'meer verdere deze die jullie uw van_jullie van_u al de het nog zulke dit dergelijke met al_die al_deze',
    me: 'me mij ons',
    lijst:
      'lijst lijsten bestand database adressenlijst verzendlijst mailinglijst systeem bellijst contacten contactlijst',
    want: 'wil wens wensen willen hoef hoeven',
    toestemming: 'toestemming instemming akkoord',
  },
  certain: `
    geen|zonder <det>* <msg> te? ontvangen
    weiger om? <msg> te? ontvangen
    intrekking|intrekken van|mijn* <toestemming>
    stop met|de|het|al|jullie|die|deze* <msg>
    stop|stopt|stoppen|hou|houd|houdt|ophouden|kap|kappen|kapt op? nou? met mij|me|ons|het|dat|die|deze|al* sturen|zenden|appen|berichten|sms_en|smsen|contacteren|benaderen|lastigvallen|schrijven|<msg>|te_sturen|te_appen|te_benaderen|te_smsen|te_berichten|te_schrijven|lastig_te_vallen|te_contacteren|mij_te_benaderen|storen|spammen|versturen
    stop|stopt <det>* <msg>
    <imp> <me> niet|nooit|niets|geen meer|nog
    <imp> <me>? geen <det>* <msg>
    <imp> <me>? niet|nooit meer
    geen <msg> meer
    geen verdere|meer <msg>
    <want> ik|van_u|van_jullie|hier|ook* geen <det>* <msg>
    <want> ik? niet|niets meer|langer? van_jullie|van_u|op_dit_nummer|door_jullie|door_u|via_whatsapp|per_sms|met|rust* benaderd|gecontacteerd|gebeld|horen|ontvangen|krijgen|lastiggevallen|geappt|gesmst
    <want> ik|me|mij|graag|van|deze|de|jullie|uw|dit|voor|hier|hierbij|zou|mezelf* <lijst>|<msg>|dienst|nieuwsbrief? afmelden|uitschrijven|opzeggen|afgemeld_worden|uitgeschreven_worden
    graag mij|me? uitschrijven|afmelden
    meld|schrijf|melden|schrijft <me>|mijn_nummer hierbij|van|voor|uit|deze|de|jullie|uw* <lijst>|<msg>|dienst? af|uit
    haal|haalt|verwijder|verwijdert|schrap|gooi <me>|mijn_nummer|dit_nummer van|uit|af de|jullie|uw|deze|die|alle* <lijst>
    verwijder|verwijdert|wis|vergeet|schrap mijn|dit|m_n nummer|telefoonnummer|mobiele_nummer
    laat|laten <me> met_rust
    trek ik|mijn|hierbij|de|alle* <toestemming> in
    ik? trek mijn|hierbij|alle|de* <toestemming>
    <toestemming> ingetrokken|intrekken
    geef|heb|hebben|heeft|geven ik|u|jullie|hierbij* geen|niet <toestemming>
    geen <toestemming> meer? om? mij|me? te? <send>?
    niet meer <send>
    <me>|dit_nummer niet|nooit meer <send>
    val <me> niet meer? lastig
    neem|neemt geen|nooit contact meer? op? met? <me>?
    neem|neemt nooit|niet meer contact`,
  whole: `
    niet|nooit meer? <send>|storen|bellen
    ik? wil|wens dit|niks|niets|deze niet|meer niet|meer?
    ik? wil|wens dit|deze|die niet meer?
    ik? wil stoppen|opzeggen|eruit|eraf|stop
    niet storen`,
  doubtful: `
    me|mij|ons|mezelf afmelden|uitschrijven
    <want> ik? geen <det>* <kind>
    geen <kind> meer
    <imp> <me> geen <det>* <kind>
    te_veel|teveel <msg>
    hoe|waar komt|komen u|jullie aan mijn nummer`,
  other: `
    niet|nooit stoppen|afmelden|uitschrijven|uitgeschreven|afgemeld
    stop|hou niet|nooit
    meld|schrijf <me> niet
    waarom|wanneer|sinds|hoezo stoppen|stopte|bent|hebt|heeft|krijg|ontvang|zijn|stop|hebben|ik|u|jullie|je* gestopt|geen|niet
    krijg|ontvang|kreeg|ontving|heb|hebben|krijgen|ontvangen|kwam|zie ik|wij|we|nog|al|sinds|gisteren|vandaag* geen|niets <det>* <msg>
    geen <msg> missen|gehad|gekregen|gezien
    afmelden|uitschrijven|opzeggen|annuleren|stoppen|verwijderen|afmelding|uitschrijving mijn|van|voor|de|het|met|dat* zoon|dochter|kind|cursus|afspraak|bestelling|school|roken|training|les|betaling|sport|abonnement|order|rijbewijs
    zoon|dochter|kind|afspraak|bestelling|les|cursus|verzekering|rekening|abonnement|reservering|van_de_les|voor_de_les|training|school|bso afmelden|uitschrijven|opzeggen|annuleren|stoppen|verwijderen
    meld|schrijf mijn zoon|dochter|kind
    stop de|het|met|mijn|bij betaling|bestelling|incasso|levering|roken|auto
    haal|verwijder <me>|mijn_naam van|uit|af de? wachtlijst|groep|gastenlijst|les|cursus
    stuur <me>? niet|geen de|het|een|factuur|meer_dan|rekening`,
  ends: 'stop, stoppen, ophouden, hou op, geen, verwijder, haal, wil niet, niet meer, wens geen',
  about:
    'te sturen, sturen, te benaderen, berichten, sms, spam, de lijst, mijn nummer, appjes, contact met mij, benaderd, lastig te vallen',
  voids:
    'waarom, wanneer, hij, zij, mijn man, mijn vrouw, mijn zoon, mijn dochter, mijn broer, antwoord, typ, woord, liedje, zonder, per ongeluk, sinds, vriend, vriendin, niet, nooit',
  questions: 'als, indien, hoe, waar, kan ik, voordat, nadat, of, tot, moet ik, mag ik',
  narrows:
    'over, om, voor mijn, na, tijdens, als, maar, alleen, behalve, s nachts, s avonds, op zondag, in het engels, naar mijn, op mijn werk, wanneer, zo laat, de factuur, per mail, via mail, tenzij',
  optIn: 'ja',
  agrees:
    'ja graag, graag, ja hoor, ja dank u, ja bedankt, akkoord, ja akkoord, ik ga akkoord, ja ik ga akkoord, ja prima, ja is goed, ja alstublieft, ja alsjeblieft, ja ja, ja natuurlijk, ja dat mag, ik stem toe',
  declines:
    'nee, nee bedankt, nee dank je, nee dank u, ik weiger, weiger, niet akkoord, ik ga niet akkoord, nee nee, nooit, liever niet, nee hoor, nee liever niet',
  help: 'hulp',
  stopMarketing: 'stop promoties, promoties stoppen, stop aanbiedingen, geen promoties',
  signatures:
    'verzonden vanaf mijn, verstuurd vanaf mijn, verzonden met, verstuurd vanaf, outlook voor',
  tapbacks:
    'vindt leuk, vond leuk, leuk gevonden, vond geweldig, heeft gereageerd op, gereageerd op, op, vond niet leuk, lachte om, benadrukte, vroeg zich af',
}
