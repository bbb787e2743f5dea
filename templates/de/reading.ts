/** What contacts say in German. Sources: Twilio's German keywords (STOPP, ABMELDEN), § 7 UWG (Widerspruch) and Art. 7(3) DSGVO (Widerruf). */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const de: ReadingList = {
  locale: 'de',
  solid: `stopp, antwort stop, newsletter abbestellen, abmelden, abmeldung, abbestellen, abbestellung, aufhören, aufhörn, hör auf, hört auf, hören sie auf, widerruf, widerrufen,
    ich widerrufe, hiermit widerrufe ich, schluss, schluss jetzt, stoppen, austragen, melden sie mich ab, melde mich ab, meldet mich ab, abonnement beenden, newsletter abmelden, sofort aufhören, stop jetzt, stopp jetzt, ich widerspreche, ich kündige das abo`,
  lone: 'beenden, austreten, nummer löschen, rausnehmen, abo kündigen, abo beenden, abo stornieren, löschen bitte mich, lösch mich, löschen sie mich, löscht mich, schluss damit, schluss mit den nachrichten, mich abmelden, bitte austragen, nicht mehr kontaktieren, keine nachrichten, keine sms, nicht mehr schreiben, abgemeldet, widersprechen, einwilligung widerrufen',
  everyday: 'halt, ende, raus, genug, aus',
  perhaps:
    'keine lust, keine lust mehr, ich bin raus, bin raus, kündigen, kündigung, stornieren, löschen, kein interesse, nicht interessiert, ich bin nicht interessiert, kein interesse mehr, ich habe kein interesse, habe kein interesse, ich habe kein interesse mehr, habe kein interesse mehr, kein bedarf, falsche nummer, falsche person, verwählt, es reicht, reicht, jetzt reichts, das reicht, nerven, ihr nervt, nervt, belästigung, widerspruch, sperren, blockieren, ruhe, abbruch, entfernen, nicht mehr, bitte nicht mehr, lasst mich, weg, wie melde ich mich ab, keine werbung, keine angebote, daten löschen, bitte löschen, meine daten löschen, keine anrufe, nie wieder',
  soft: 'bitte sofort jetzt endlich mal doch bitteschön einfach gefälligst ab umgehend unverzüglich hiermit verdammt künftig zukünftig nochmal nun einmal auch wirklich',
  fillers:
    'tschüss ciao ich gesagt schon danke vielen dank hallo guten tag morgen abend moin servus hi ja nein ok okay gut herr frau grüße gruß freundliche freundlichen mit grüßen liebe viele lg mfg sehr geehrte damen und herren also so nee nö hey sorry entschuldigung',
  notSlips:
    'anmelden, angemeldet, schrieben, ummelden, anmeldung, beerden, benden, aufhoren zu, abholen, bestellen, widerrufs, widerrufe, meldung, stoppt, stopfen, stopper, stoppel, blenden, senden, wenden, spenden, aufhörer, vollenden, verwenden, bestellung, eintragen, antragen, auftragen, austragung, ausfragen, ausschlagen, abtragen',
  spellings: 'nix nichts',
  mistyped: 'nachrichten, nachricht, schreiben, schreibt, schicken, kontaktieren, löschen, nummer',
  sets: {
    mehr: 'mehr weiter weiterhin länger wieder',
    neg: 'keine kein keinerlei nie_wieder nie nicht',
    det: 'weiteren weitere mehr von_ihnen von_euch solche solchen diese dieser die ihre ihren eure euren den das der weiter ständigen nervigen werbe irgendwelche sms automatischen unerwünschten diesen andauernden viele von_dir',
    msg: 'nachrichten nachricht sms sms_nachrichten mitteilungen benachrichtigungen whatsapps whatsapp_nachrichten texte meldungen msg kontaktaufnahme kontakt spam kurznachrichten whatsapp whatsappnachrichten textnachrichten zusendungen',
    kind: 'werbung angebote newsletter mails anrufe informationen infos erinnerungen emails e_mails werbenachrichten aktionen umfragen post',
    write:
      'schreiben schrieben anschreiben kontaktieren schicken senden belästigen zuschicken zusenden texten simsen nerven zutexten zuspammen vollspammen spammen behelligen bombardieren anschreiben_oder_anrufen benachrichtigen melden nachrichten_schicken nachrichten_senden nachrichten_schreiben sms_schicken sms_senden sms_schreiben zu_schreiben zu_schicken zu_senden',
    imp: 'schreiben schrieben schreibt schreib schicken schickt schick senden sendet sende kontaktieren kontaktiert kontaktiere belästigen belästigt belästige nerven nervt texten',
    me: 'mir mich uns',
    mine: 'meine_nummer diese_nummer meine_nr meine_handynummer meine_telefonnummer meine_rufnummer meinen_kontakt meine_kontaktdaten meine_daten meinen_namen',
    you: 'sie ihr du',
    consent:
      'einwilligung zustimmung einverständnis erlaubnis genehmigung einverständniserklärung einwilligungserklärung',
    list: 'liste verteiler datenbank verteilerliste kontaktliste listen adressliste system kartei kontakten verteilern mailingliste',
    stop: 'aufhören auf aufzuhören aufhört',
  },
  certain: `
    lasst|lass|lassen <you>? das|es mit den|diesen|euren|ihren* <msg>
    will|möchte|wünsche|verlange|bitte|fordere|wäre_schön ich|darum|sie|euch|auf|schön|wenn* dass|wenn <you> aufhören|aufhört|aufhörst|damit_aufhören|endlich_aufhören mir|mich|zu|uns|mit* <write>|<msg>|kontaktieren?
    hör|hört|hören <you>? bitte? damit bitte? auf
    genug|satt|leid|nase_voll von|mit|die|diese|euren|ihren|diesen* <msg>
    will|möchte|wünsche|wollen|bitte|darum|wunsch|verlange aus|von|vom|ich|um* dem|der|den|ihrem|eurem|ihrer|ihren|allen* <list> gelöscht|entfernt|gestrichen|genommen|ausgetragen|raus|herausgenommen|rausgenommen|gestrichen_werden|löschen|entfernen
    unterlassen|unterlasst|lassen|lasst|unterlass <you>? es|das? mir|mich|uns zu_schreiben|anzuschreiben|zu_kontaktieren|zu_belästigen|weiter
    will|möchte|wünsche|wollen ich|wir|mit_ihnen|mit_euch|von_ihnen|bitte* keinen|keinerlei|kein weiteren? kontakt|kontaktaufnahme|kontakte|nachrichten mehr?
    keinen|kein weiteren? kontakt|kontaktaufnahme mehr|gewünscht|erwünscht
    widerruf|rücknahme|entzug meiner|der|von* <consent>
    weigere|lehne|verweigere|verbiete|untersage mich|es|ihnen|hiermit|jede|jeglichen|jegliche|weiteren|weitere|den|die* <msg>|kontakt|nachrichten ab?
    stopp|stop mit den|diesen|euren|ihren|dem|der* <msg>
    nicht mehr? gestattet|erlaubt|befugt mir|mich? zu? schreiben|kontaktieren
    nehme|ziehe|nimm meine|hiermit|die* <consent> zurück
    nicht|nie zu? <write> erwünscht|gewünscht
    hör|hört|hören <you>? auf damit|mit|mir|mich|uns|zu* <write>|zu_schreiben|zu_schicken|zu_senden|zu_kontaktieren|zu_belästigen|zu_nerven|anzuschreiben|vollzuspammen|<msg>|zuzuspammen
    hör|hört|hören <you>? auf damit|mit den|diesen|euren|ihren|dem? <msg>?
    aufhören mit <det>* <msg>
    hör|hört|hören <you>? auf mir|mich|uns ständig|dauernd|immer|andauernd|weiter|weitere|solche|diese|so_viele|laufend* <msg>? zu|zu_schreiben|anzuschreiben <write>?
    aufhören|aufhoeren|aufzuhören mir|mich|mit|uns <det>* <msg>? zu_schreiben|anzuschreiben|zu_kontaktieren|zu_schicken
    <imp> <you>? <me>? nicht|nie|niemals|nichts|keine|kein|nie_wieder <mehr>
    <imp> <you>? <me> <neg> <det>* <msg>
    <imp> <you>? <me>? keine|kein <det>* <msg> <mehr>?
    <imp> <you>? <me> nicht|nie|niemals mehr|wieder|weiter|länger|an
    keine|kein|keinerlei <det>* <msg> mehr|mehr_erhalten|mehr_bekommen|mehr_empfangen|mehr_schicken|mehr_senden|schicken|senden|zusenden|wünsche|gewünscht
    keine|keinerlei weiteren|weitere|mehr <msg>
    will|möchte|wünsche|wollen|brauche|mag|möchten ich|wir|von_ihnen|von_euch|hier|auch* keine|keinerlei|kein <det>* <msg>
    will|möchte|wünsche|wollen|möchten ich|hier* nicht|nie|nichts von_ihnen|von_euch? <mehr>? hier|von_ihnen|von_euch|per|auf|via|über* sms|whatsapp|dieser_nummer|diesem_weg|diesem_wege|dem_handy|handy? kontaktiert|angeschrieben|belästigt|benachrichtigt|genervt|hören|geschrieben|bekommen|erhalten
    will|möchte|wünsche ich? von_ihnen|von_euch nicht|nie mehr? belästigt|kontaktiert|angeschrieben|genervt
    hier nicht|nichts|nie mehr? schreiben|schicken|senden|anschreiben
    will|möchte|wünsche nicht|nichts mehr? von_ihnen|von_euch mehr? kontaktiert|hören|angeschrieben|wissen
    möchte|will|wünsche nicht mehr? dass <you>|man <me> mehr|weiter|noch|weiterhin* schreiben|schreibt|kontaktieren|kontaktiert|anschreibt|anschreiben|schicken|nachrichten
    möchte|will|wollen|würde|wünsche ich|mich|gern|gerne|von|diesem|dem|den|der|ihrem|hier* <list>|<msg>|service|dienst|newsletter? abmelden|austragen|abgemeldet_werden|ausgetragen_werden|gestrichen_werden
    melde ich? mich|hiermit|von* ab
    keine|kein lust|bock mehr? auf <det>* <msg>
    melden|meldet|melde <you>? <me> hier|von|diesem|dem|den|der|ihrem* <list>|nachrichten|service|dienst|newsletter|werbung|sms_dienst? ab
    <msg> an_mich|an_diese_nummer|bitte|sofort* stoppen|abstellen|beenden|einstellen|abbestellen|unterlassen|stopp|stop
    meine|diese|meinen nummer|nr|kontakt|handynummer|telefonnummer|rufnummer|mobilnummer aus_ihrer_datenbank|aus_dem_system|aus_ihrem_system? löschen|entfernen|streichen|rausnehmen|austragen
    löschung meiner|dieser nummer|handynummer|telefonnummer
    keine|keinerlei <det>* <msg> an|auf|unter diese|dieser|meine|mein|mich nummer|handy|handynummer|telefon?
    mich|uns abmelden|austragen|abzumelden|auszutragen|ausgetragen
    trag|tragt|tragen <you>? <me> aus|aus_dem_verteiler|aus_der_liste|aus_ihrer_liste|aus_ihrem_verteiler|bitte_aus
    nehmt|nehmen|nimm|streichen|streicht|streich|löschen|löscht|lösch|entfernen|entfernt|entferne|werft|werfen <you>? <me>|<mine> von|aus|vom ihrer|eurer|der|dem|ihrem|eurem|dieser|diesem|allen|ihren* <list>
    löschen|löscht|lösch|entfernen|entfernt|entferne|vergessen|streichen|lösche <you>? meine|diese nummer|handynummer|telefonnummer|rufnummer|mobilnummer
    lassen|lasst|lass|lasse <you>? <me> einfach? in? ruhe|frieden|zufrieden
    widerrufe|widerruf|zurückziehen|ziehe|entziehe|nehme|widerrufen ich|ihnen|euch|meine|die|jede|jegliche|erteilte|gegebene|meiner* <consent> zurück|widerrufen?
    <consent> wird|ist|gilt? hiermit|als? widerrufen|zurückgezogen|entzogen|zurück|widerrufe
    widerspreche|widersprechen ich|der|dem|einer|jeder|weiteren|jeglicher|ihrer|zusendung|zustellung|dem_erhalt|von|hiermit* <msg>|kontaktaufnahmen|zusendung|nutzung_meiner_nummer|nutzung
    sie|ihr|du haben|habt|hast keine|nicht mehr? meine? <consent>
    bin|stimme nicht|nicht_mehr|nicht_länger damit? einverstanden|zu dass? <you>? <me>? schreiben|kontaktieren|schreibt|kontaktiert|angeschrieben_werden
    nicht mehr|weiter|länger|wieder <write>
    mich|mir|uns nicht|nie|nie_wieder|niemals mehr? per_sms|per_whatsapp|hier|über_whatsapp|unter_dieser_nummer? <write>
    diese nummer nicht mehr|wieder <write>
    stoppen|stoppt|stopp|stop|beenden|beendet|beende|einstellen|stellen|stellt|unterlassen|unterlasst|abstellen <you>? die|diese|das|den|ihre|eure|alle|sämtliche|zusendung|von|weiteren* <msg>|nachrichtenversand|spammerei|versand|sms_versand|werbenachrichten ein|ab?
    schluss|ende|genug|basta|stopp|stop mit den|diesen|euren|ihren|dem|der|solchen? <msg>|sms_terror
    verzichte|verzichten|verzichtet <you>? auf weitere|ihre|die|eure <msg>
    sehen|seht <you> von <det>* <msg> ab
    verschonen|verschont|verschone <you>? <me> mit|von|vor <det>* <msg>
    <me>|<mine> von|vom|aus ihrer|eurer|der|dem|ihrem|eurem|dieser|diesem|allen|ihren* <list> zu? nehmen|streichen|löschen|entfernen|austragen|rausnehmen|herausnehmen|rauszunehmen
    gesagt|gebeten|aufgefordert|sage|bitte|flehe ich|euch|ihnen|doch|schon|mehrfach|bereits|dass|ihr|sie|an|sollt|sollen* aufhören|aufhört|aufzuhören|hört_auf|hören_sie_auf
    abmelden|austragen von|vom|aus|aus_dem diesem|dem|den|der|allen|ihrem* <msg>|<list>|service|dienst
    kontaktverbot
    unterlassen|unterlasst <you>? weitere|jede|jegliche|die|diese* kontaktaufnahme|kontaktaufnahmen|<msg>|kontakt|kontaktversuche`,
  whole: `
    nehmen|nehmt|nimm|streicht|streichen <you>? <me>|<mine> hier|da? raus|heraus
    könnt|können|könnten|würden|kannst <you> <me> abmelden|rausnehmen|austragen|löschen|streichen|entfernen
    von|vom|aus der|dem|ihrer|eurer|ihrem|eurem? <list> nehmen|streichen|löschen|entfernen|austragen|rausnehmen|herausnehmen
    abmeldung vornehmen|durchführen|veranlassen
    stop|stopp|stoppt|lasst|lassen|lass <you>? den|diesen|das mist|scheiß|quatsch|unsinn|terror
    streichen|streicht|streich|löschen|löscht|lösch|entfernen|entfernt|entferne <you>? <me> raus?
    bitte|ersuche ich? um meine|die? abmeldung|austragung
    ich? will|möchte|brauche|wünsche|mag <det>* <msg> nicht mehr?
    mich löschen|entfernen|streichen|rausnehmen
    stoppt|stoppen <you>? das|dies|es|damit
    hör|hört|hören <you>? auf
    unterlassen|unterlasst <you>? das|dies|es
    um_himmels|um_gottes willen hört_auf|hören_sie_auf|stopp|stop|aufhören
    ich? habe|hab doch|schon|bereits|mehrfach* gesagt stopp|stop
    will|möchte nichts mehr? von_ihnen|von_euch
    <imp> <you>? <me> nicht
    könnt|können|würden|könnten|kannst <you> bitte? aufhören|damit_aufhören|stoppen
    stopp|stop damit|das|endlich|sofort
    <neg> mehr|weiter|länger|wieder <write>
    nicht mehr? <write>|anrufen|stören
    ich will|möchte|wünsche das|dies|sowas|diese nicht mehr? haben|bekommen|erhalten?
    will|möchte das|dies|sowas|diese nicht mehr? haben|bekommen|erhalten?
    ich? will|möchte|wünsche nichts|nicht mehr? bekommen|erhalten|haben|von_ihnen|von_euch|hören
    ich? will|möchte hier? raus|aussteigen|aufhören|stoppen|beenden|widerrufen|stop|stopp|austreten
    <imp> <you>? <me>? nicht|nichts mehr?
    lass|lasst|lassen <you>? es|das|mich|uns sein|bleiben|los
    lass|lasst es|das
    raus aus dem|der <list>
    ich? kündige hiermit?
    ich? will|möchte kündigen_sie_die_nachrichten
    nicht stören`,
  doubtful: `
    haben|habt|hast sie|ihr|du|sich|euch|dich|die|den|wohl* falsche|falschen|verwählt
    mich|uns abmelden|abbestellen|abzumelden|abzubestellen
    abzubestellen
    stop|stopp|aufhören|auf jetzt? oder ich|wir
    das_ist belästigung|spam
    stop|stopp lg|vg|mfg|gruß|grüße|danke
    wie stoppe|beende|verhindere|stoppt ich|man <det>* <msg>
    wie bestelle|bestellt ich|man das|die|diese|sie ab
    keine <kind> mehr|per|über|auf|an
    wie|wo kann ich|man das|die|diese|eure|ihre <msg>? abbestellen|stoppen|beenden|abstellen|kündigen
    keine|keinerlei weitere|weiteren|mehr <kind>
    will|möchte|wünsche|brauche ich? keine|keinerlei|kein <det>* <kind>
    <imp> <you>? <me> keine <det>* <kind>
    zu viele|viel <msg>
    genug|satt|leid von|mit|die|diese* <msg>
    lösch|löschen|löscht|lösche <you>? meine|alle daten|meine_daten
    meine daten löschen|entfernen
    woher haben|habt|kennen|kennt <you> meine|die nummer
    wer hat ihnen|euch meine nummer
    meine nummer nie|nicht gegeben
    rufen|ruft <you> mich nicht mehr an
    nie|nicht|niemals angemeldet|zugestimmt|eingewilligt|bestellt_habe|abonniert
    anzeige|anwalt|verbraucherzentrale|bundesnetzagentur melden|erstatten|wegen_belästigung
    wie|wo kann|können|melde|bestelle ich|mich* abmelden|stoppen|beenden|ab
`,
  other: `
    melde|melden ich|wir? mich|uns ab montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|mittag|nächster|nächstem
    nicht|keinen_fall|keinesfalls mich|von|aus|die|diese|das|mit|den|der|dem* <msg>|<list>|abo abbestellen|nehmen|löschen|streichen|entfernen|stoppen|beenden|einstellen|aufhören
    habe|hab|hatte die|ihre|eure|deine|alle|versehentlich* <msg> gelöscht|entfernt
    leider|bisher|bislang|seitdem|seit_gestern|heute|gestern|noch keine|kein weitere* <msg> mehr? bekommen|erhalten|gekommen
    nicht aufhören|abmelden|aufzuhören|hör_auf|abbestellen|austragen|widerrufen|löschen
    hör|hört|hören <you>? nicht|nie|niemals auf
    nicht dass <you>? mir? aufhören|auf
    melden|meldet|melde|tragen|streichen|löschen|nehmen|entfernen <you>? <me> nicht|nicht_ab
    warum|wieso|weshalb|seit|wann haben|habt|hast|wurde|werden|ich|sie|schreiben|hört|hören|bekomme|erhalte|kommen|gibt* <you>|keine|nicht|nichts|ich* <det>* <msg>? mehr|aufgehört|abgemeldet|nicht_mehr
    aufgehört|aufhörte|aufgehoert
    bekomme|erhalte|bekam|erhielt|bekommen|erhalten|habe|hatte|finde|fand|kommen|kam|kamen|gab|gibt|sehe|krieg|kriege|bekommt|empfange ich|wir|leider|gar|seit|gestern|heute|noch|von_ihnen|von_euch|schon|tagen|langem* keine|kein|nicht|nichts <det>* <msg> mehr|bekommen|erhalten?
    keine|kein <msg> gekommen|verpassen|da|angekommen|versäumen|eingegangen|erhalten_habe|bekommen_habe
    keine <det>* <msg> verpassen|versäumen
    abmelden|abmeldung|abzumelden|abmelde|abbestellen meine|meinen|mein|von_der|vom|für|am|beim kurs|sport|sportkurs|schule|ausflug|klassenfahrt|mittagessen|unterricht|training|hort|tochter|sohn|kind|yoga|strom|auto|kita|essen|seminar|ag|online_banking
    sohn|tochter|kind|kurs|auto|fahrzeug|hund|vom_kurs|vom_essen|vom_mittagessen|vom_unterricht|vom_ausflug|vom_sport|zeitung|zeitschrift|magazin|gerät abmelden|abbestellen|abgemeldet
    melde|melden mein|meine|meinen|ihn|sie kind|sohn|tochter|auto|hund
    zahlung|lastschrift|überweisung|termin|karte|bestellung|auftrag|kauf|kaufvertrag|vertrag|dauerauftrag|abbuchung|vollmacht|lieferung stoppen|widerrufen|stornieren|beenden|kündigen
    stoppen|stopp|stoppt|stop|beenden|kündigen|stornieren|widerrufe|widerrufen|stornieren <you>? die|den|das|meine|meinen|mein|hiermit|ich|der* zahlung|lastschrift|überweisung|termin|karte|bestellung|auftrag|kauf|vertrag|dauerauftrag|abbuchung|vollmacht|lieferung|kaufvertrag|kurs|kreditkarte|buchung
    an der bushaltestelle|haltestelle
    lassen|lass|lasst <you>? <me> in ruhe nachdenken|überlegen|lesen|schauen|entscheiden|die
    in ruhe überlegen|nachdenken|ansehen|lesen|lassen_wir
    am|zu|bis|ohne|anfang|wochen|monats|gegen|das|dem ende|schluss|halt|aus
    schluss|ende machen|gemacht|mit_der_schule|mit_rauchen|mit_dem_rauchen|für_heute|der
    mit|das rauchen|trinken aufhören|aufgehört
    wann ist schluss|ende
    schreiben|schick|schicken|senden|kontaktieren|schreibt|schickt <you>? <me>? nicht|keine das|die|den|auf|an|per_mail|per_post|bevor|vor|wenn|bis|rechnung|karte|mehr_an_meine_alte|ans_büro
    nicht mehr? senden|schicken|schreiben müssen|brauchen|sie_brauchen|nötig
    brauchen|brauchst|müssen|muss|müsst <you>|mir|mich* nicht|nichts|keine mehr? <write>|<msg>
    nicht mehr? <write> können|kann|konnte|könnte
    kann|kannst|konnte|können|könnte|darf ich|ihnen|euch|nicht|leider|keine|ihm|ihr|hier|man* nicht|keine|nichts mehr? <msg>? <write>|schreiben|senden
    nicht|nie genug`,
  keeps: `
    schreiben|<msg> hier? ist|sind|geht|wäre|passt weiterhin|völlig* ok|okay|in_ordnung|gut|klar|besser
    nur spaß|ein_scherz|scherz|ein_witz
    war ein? spaß|scherz|witz
    doch_nicht|nein_warte|halt_warte|warte_nein|moment_doch
    nur <det>* erinnerungen|terminerinnerungen|termine`,
  voids:
    'warum, wieso, weshalb, wann, er, mein bruder, meine schwester, mein mann, meine frau, mein sohn, meine tochter, mein vater, meine mutter, der arzt, die ärztin, mein chef, freund, freundin, niemals, antworten sie, antworte, mit stop, mit stopp, wort, steht, lied, sms mit, hat, hatte, ihm, seit, konnte, versehentlich, aus versehen, ohne, soll ich, jemand',
  questions:
    'wenn, falls, ob, bis, kann ich, muss ich, könnte ich, wie, wo, bevor, nachdem, sobald, sonst, was passiert, darf ich',
  ends: 'aufzuhören, unterlassen sie es, genug von, satt, keinen, keinerlei, verbiete, untersage, weigere, nervt, nerven, gelöscht, entfernen, entfernt, austragen, abbestellen, einstellen, will nicht, möchte nicht, wünsche nicht, aufhören, hören sie auf, hört auf, hör auf, stoppen, einstellen, unterlassen, nicht mehr, löschen sie, streichen, widerrufe, widerspreche, abmelden, nie wieder, unterlassen sie, beenden sie, schluss mit',
  about:
    'ihren nachrichten, diese nachrichten, euren nachrichten, ihre nachrichten, kontakt, dem verteiler, der liste, mich anschreiben, mir schicken, mir senden, zu schreiben, schreiben sie mir, mir schreiben, kontaktieren, kontaktiert, anschreiben, angeschrieben, nachrichten, sms, spam, verteiler, ihrer liste, meine nummer, diese nummer, kontaktaufnahme, belästigen, werbenachrichten, zusendung',
  widens:
    'über whatsapp, an diese nummer, an meine nummer, auf mein handy, auf meinem handy, auf dieser nummer, an mich',
  narrows:
    'an diese adresse, an diese mail, an meine mail, über, am, um, vor, nach, bis, wenn, während, für meine, für meinen, für die, für das, für den, für eine, für diese, zur abbuchung, zur lastschrift, zur behandlung, zur weitergabe, zur überweisung, zur operation, zur zahlung, so, aber, nur, außer, wegen, auf englisch, nachts, abends, im büro, in der arbeit, sondern, zum thema, an meine, an meinen, bevor, ihm, von meinem, sonntags, zu spät, zur kreditkarte, zum kurs, auf meine alte, an sonntagen',
  optIn: 'ja, einverstanden',
  agrees:
    'ja bitte, ja gerne, ja gern, gerne, ja einverstanden, ja danke, ja danke schön, ja vielen dank, ja ich stimme zu, ich stimme zu, ja ich bin einverstanden, ich bin einverstanden, bin einverstanden, ja klar, klar ja, ja natürlich, natürlich, ja ja, stimme zu, ja ok, ja okay, zustimmung, ja bin einverstanden, ja gerne danke, jawohl, ja sicher, ja sehr gerne, sehr gerne, sehr gern, super gerne, ja in ordnung, ja ist ok, ja das ist ok, hallo ja, ja dürfen sie, ja passt, ja stimme zu, ja ich willige ein, ich willige ein, ja mach das, ja machen sie das, ja selbstverständlich, selbstverständlich, akzeptiert, ich akzeptiere, ja ich akzeptiere, zugestimmt',
  declines:
    'nein, nein danke, nein will ich nicht, nein möchte ich nicht, nö, nee, ne, nope, ich lehne ab, lehne ab, ablehnen, abgelehnt, nicht einverstanden, bin nicht einverstanden, ich bin nicht einverstanden, ich stimme nicht zu, stimme nicht zu, nein nein, nein nein nein, nein bitte nicht, bitte nicht, auf keinen fall, nein ich stimme nicht zu, nein ich will nicht, nein vielen dank, nein danke schön, lieber nicht, nein lieber nicht, niemals, nie, ich will nicht, ich möchte nicht, nein ich möchte nicht, nein ich lehne ab, nein auf keinen fall, ich verweigere, nein kein interesse, nein keine nachrichten bitte, keinesfalls',
  courtesies: 'ok okay sorry bitte danke dankeschön thx',
  help: 'hilfe',
  stopMarketing:
    'werbung stoppen, werbung beenden, keine werbung, werbeaktionen stoppen, angebote stoppen, werbeaktionen beenden, werbenachrichten stoppen, promotions stoppen',
  signatures:
    'von meinem, gesendet von, gesendet mit, von meinem iphone gesendet, outlook für, diese nachricht wurde von meinem',
  tapbacks:
    'gefällt, gefällt mir, mag, liebt, gefiel, hat gefallen, gefällt nicht, gefällt mir nicht, lacht über, hervorgehoben, hat hervorgehoben, fragt zu, hat gelacht über, reagierte auf, hat auf, auf, lachte über, hat reagiert auf, mit gefällt mir markiert, ein like für, betonte, hat ein herz gegeben, hinterfragt',
}
