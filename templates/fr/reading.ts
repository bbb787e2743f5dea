/** What contacts say in French. Sources: CTIA and CWTA (ARRET), AF2M's SMS+ charter (STOP), and Twilio's French keywords. */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const fr: ReadingList = {
  locale: 'fr',
  solid: `arrêt, arrêter, arrêtez, arrête, arretes, désabonner, désabonnement, désabonne, désabonnez moi, désabonne moi, désinscrire, désinscription, désinscrivez moi, désinscris moi, me désabonner, me désinscrire,
    se désabonner, se désinscrire, stop svp, stop merci, arrêt sms, stop sms, répondre stop, envoyer stop, arrêtez tout, arrêtez svp, ça suffit stop, désabonnez, désinscrivez, stop pub, arrêtez ça`,
  lone: 'résilier, annuler, retirez moi, retire moi, supprimez moi, supprime moi, enlevez moi, enlève moi, radiez moi, plus de messages, plus de sms, plus de message, ne plus me contacter, ne plus contacter, ne plus recevoir, se retirer, me retirer, cessez, cesser, mettre fin, ne plus envoyer, ne pas contacter, terminer',
  everyday: 'fin, assez, plus, stopper, quitter',
  perhaps:
    'mauvais numéro, faux numéro, erreur de numéro, erreur de personne, ne m intéresse plus, ça ne m intéresse plus, comment arrêter ça, mauvaise personne, vous faites erreur, pas intéressé, pas intéressée, je ne suis pas intéressé, je ne suis pas intéressée, ça suffit, ça ne m intéresse pas, bloquer, supprimer, sortir, retirer, foutez moi la paix, dégage, je refuse tout, spam sms, suppression, pas de pub, plus de pub, plus rien, ne m appelez plus, résiliation, supprimez mes données, comment se désabonner, comment me désabonner, comment arrêter, je ne souhaite plus, j en ai marre, y en a marre',
  soft: 's il vous te plaît svp stp maintenant immédiatement tout de suite enfin jamais vraiment putain définitivement désormais donc encore dorénavant y en',
  fillers:
    'je ai dit merci bonjour bonsoir salut oui non ok madame monsieur mme mr messieurs dames cordialement bien beaucoup d accord désolé bonne journée soirée allô hello les gars ah oh',
  notSlips:
    'arrêté, arrêts, arrière, arriver, abonner, abonnement, inscrire, inscription, résiliée, résilié, annulée, annulé, annuel, quitté, retirer, restez, arrêtée, arrhes, arrivez, annuaire, cesse, reçu, arrêtent, arrêtons, terminal, terminé, termine, désabonné, désabonnée, désinscrite, désinscrive, désinscriviez',
  spellings: `mecrivez m écrivez, mecrire m écrire, mecris m écris, menvoyez m envoyez, menvoyer m envoyer, menvoie m envoie, mappelez m appelez, mappeler m appeler, minteresse m intéresse,
    jai j ai, jen j en, jveux j veux, jveu j veux, plu plus, jsouhaite j souhaite, jaccepte j accepte, jarrete j arrête, darreter d arrêter, larret l arrêt`,
  mistyped:
    'messages, message, envoyer, envoyez, recevoir, contacter, contactez, arrêter, arrêtez, arrêt, souhaite, écrire, écrivez, supprimez',
  sets: {
    stop: 'arrêtez arrête arrêter cessez cesse cesser stoppez stoppe stopper arretes stop évitez évite',
    me: 'me m nous',
    verb: 'écrire contacter envoyer harceler déranger embêter spammer texter importuner solliciter appeler_et_de_m_écrire messager bombarder relancer emmerder adresser joindre faire_chier',
    imp: 'recontactez recontacter recontacte écrivez écris écrire contactez contacte contacter dérangez déranger dérange envoyez envoie envoyer harcelez spammez sollicitez embêtez importunez textez texte adressez relancez harcelez solliciter',
    send: 'envoyer envoyez envoie envoyé adresser adressez',
    det: 'de des d les ces vos tes cette votre ce du plus autres autre aucun tous toutes la le ton l vos_foutus ce_genre_de toujours tels sur_ce_numéro',
    msg: 'messages message sms textos texto msgs msg notifications communications whatsapp mms spams spam sollicitations messages_textes communication',
    kind: 'publicités publicité pub pubs promotions offres mails emails rappels newsletters newsletter alertes appels sondages infos informations promos',
    consent: 'consentement accord autorisation permission',
    liste:
      'liste listes base fichier fichiers base_de_données répertoire contacts carnet diffusion liste_de_diffusion liste_d_envoi bases système envois',
    quit: 'retirez retire retirer supprimez supprime supprimer enlevez enlève enlever effacez efface effacer rayez radiez sortez sors sortir ôtez',
  },
  certain: `
    ne|n? veux|souhaite|désire plus|pas rien|jamais_rien|quoi_que_ce_soit recevoir|avoir de|d vous|votre_part|ce_genre?
    ne|n <imp> plus|jamais <det>* <msg>|sur_ce_numéro|à_ce_numéro|ici|sur_mon_téléphone
    rien recevoir de vous|votre_part
    ne|n plus|pas recevoir|avoir|être de|vos|ces|aucun|aucuns|tous|des|les* <msg>|contacté|contactée|sollicité|sollicitée
    refuse|refusons|refuser de|d|désormais|catégoriquement* recevoir|être|tout|toute|vos|tous* de? <det>* <msg>|contacté|contactée|sollicitation
    révocation|retrait|annulation de|du|mon|ma|l* <consent>
    stop|halte|basta|arrêt aux|à|de|avec|des* vos|ces|les|tous* <msg>
    être retiré|retirée|supprimé|supprimée|rayé|désinscrit|désinscrite|effacé|enlevé|radié|désabonné de|des|du|d votre|vos|cette|la|ces|les|toutes|toute* <liste>
    interdis|défends vous|de|me|m|d* <verb>|<msg>
    prie|demande|prier|saurais|voudrais de|vous|bien|vouloir|à|d|que|l_on|on* ne plus|pas <me>? m? <imp>
    <stop> de me|nous? m? l? <verb>
    <stop> de <me> <send> <det>* <msg>|ça|tout_ça
    <stop> d envoyer|écrire|adresser <det>* <msg>
    <stop> d m <verb>
    <stop> avec <det>* <msg>
    <stop> l envoi de? <det>* <msg>
    <stop> <det>* <msg>
    ça|ca suffit les|avec|de* <det>* <msg>
    <stop> tout envoi|contact|message
    ne <me> <imp> plus|jamais|pas
    ne m <imp> plus|jamais|pas
    n <me>? <send> plus|pas|jamais <det>* <msg>
    m|me <imp> plus|pas_de
    ne <me> <send> plus <det>* <msg>
    merci|veuillez|prière de? ne? plus|pas|jamais <me>? m? <imp> <det>* <msg>?
    de? ne plus <me> m? <imp>
    ne plus <imp> à? <det>* <msg>|numéro
    ne|n <send> plus|pas|jamais <det>* <msg>
    plus|pas|aucun|aucuns jamais|aucun|de|d|autre|autres|un_seul <msg>
    je ne|n? veux|souhaite|désire|veut|accepte|voulons pas|plus|plus_du_tout|aucun|jamais recevoir|avoir|de|d|être* <det>* <msg>|contacté|contactée|sollicité|sollicitée|dérangé|dérangée
    ne|n|on veux|souhaite|désire|veut|accepte|souhaitons|voulons pas|plus|aucun|jamais recevoir|avoir|de|d|être* <det>* <msg>|contacté|contactée|sollicité|sollicitée|dérangé|dérangée
    ne|n? veux|souhaite|désire plus|pas recevoir|avoir|de|d|être* <det>* <msg>|contacté|contactée|sollicité|sollicitée|dérangé|dérangée
    ne|n? veux|souhaite|désire plus|pas que vous|tu|l_on|on m|me|nous? écriviez|écrive|écrives|contactiez|contacte|contactes|envoyiez|envoies
    veux|souhaite|désire|voudrais|aimerais|demande|peux|puis|exige à|de|je|a|ma|mon|que_vous* me|m|mon|ma|être désabonner|désinscrire|désabonné|désinscrit|désabonnée|désabonnement|désinscription|désinscrive|désinscriviez|retirer_de_la_liste|retirer_de_votre_liste|désinscrite
    veux|souhaite|voudrais|demande|désire ma|mon|la|le|un|une désinscription|désabonnement
    ne|n? veux|souhaite|désire|voudrais plus|pas faire_partie|être|figurer|apparaître de|sur|dans votre|vos|cette|la|ces|les <liste>
    veux|souhaite|voudrais|demande que vous? arrêtiez|cessiez|arrêtez|cessez|l_on_cesse|arrêtent de <me> m? <verb>
    veux|souhaite|voudrais arrêter|stopper|cesser|ne_plus de? recevoir|avoir|être <det>* <msg>|contacté|contactée?
    je|me|j me désabonne|désinscris
    désabonnez|désinscrivez|désabonne|désinscris|désabonner|désinscrire moi|nous|mon_numéro|ce_numéro|me
    me|m désabonner|désinscrire de|d|du votre|vos|cette|la|ces|les|ce* <liste>|<msg>|service
    <quit> moi|nous|mon_numéro|mon_nom|ce_numéro|me|mes_coordonnées de|des|du|d votre|vos|cette|la|ces|les|toutes* <liste>
    <quit>|oubliez|oublie|perdez mon|ce numéro|nom|téléphone|numero_de_téléphone|portable
    <quit> mes coordonnées
    résiliez|résilier|résilie|annulez|annuler mon|l abonnement|inscription sms|aux_sms|aux_messages|whatsapp
    non stop svp|stp|merci|s_il_vous_plaît
    plus envie de recevoir|avoir|lire <det>* <msg>
    veuillez|merci|prière de? me|m|nous désabonner|désinscrire|radier
    ai|avais|avons|suis déjà|bien* dit|demandé|prié de|d|vous* <stop>
    laissez|laisse|fichez|foutez moi|nous tranquille|tranquilles|en_paix|la_paix
    laissez|laisse moi|nous en paix
    retire|révoque|annule|retirer|révoquer|annuler|reviens_sur|reprends mon|le|tout|ma|l|toute* <consent>
    n|ne avez|as|donne|consens|autorise|ai plus|pas|jamais|aucunement donné? mon|d|ma|l|à|de|vous* <consent>|recevoir_de_messages|recevoir_vos_messages|être_contacté|vos_messages|vos_sms|vos_envois
    je ne? vous autorise plus|pas à <me>? m? <imp>|<verb>
    <consent> est? retiré|retirée|révoqué|révoquée
    me|nous retirer|supprimer|enlever|rayer|effacer|radier|sortir de|des|du|d votre|vos|cette|la|ces|les* <liste>
    stop|stoppez à|aux|avec|de|les? <det>* <msg>
    suppression|retrait|effacement de mon numéro
    m oppose à|au|aux l|tout|toute|la|vos|votre|recevoir|réception|envoi|utilisation|de|des* <msg>|envoi|contact|prospection|sollicitation
    arrêtez|arrêter|cessez|cesser|résilier|annuler|annulez|mettez_fin|mettre_fin|stoppez|stopper tous|toute|toutes|tout|à|aux|vos|ces|cette|les|cet|l* <msg>|envoi|envois|communication|harcèlement|spam`,
  whole: `
    stop à_tout|tout
    veux|souhaite|voudrais|aimerais sortir|partir|quitter de|des? votre|vos|cette|la|ces <liste>
    sortir|sortez|quitter de|des votre|vos|cette|la|ces <liste>
    lâchez|lâche moi|nous les_baskets?
    par_pitié|pitié|de_grâce <stop>|stop
    <stop>|stop par_pitié|pitié|de_grâce
    ai dit stop
    je? vous? en supplie arrêtez|stop|cessez
    j veux plus
    vous? merci|demande|prie|supplie d|de arrêter|cesser|stopper
    pouvez|pourriez|voulez|veuillez vous? arrêter|cesser|stopper
    <quit> moi|nous
    <stop> d écrire|envoyer|insister
    <stop> de me? m? <verb>
    je|on|nous ne? veux|veut|voulons|souhaite|souhaitons|désire plus|pas|rien ça|rien|cela|recevoir|avoir|ces|de_ça|de_tout_ça|de_vous|de_vos_nouvelles*
    pouvez|pourriez|veuillez|merci|prière vous? de? me retirer|supprimer|rayer|enlever|désinscrire|désabonner
    fin|fini|finis les|des|vos|de|avec* <msg>
    plus|pas de <msg> sur|à ce numéro
    ne m <imp> plus
    ne plus <me>? m? <imp>
    ne pas|plus déranger|écrire|contacter|envoyer|appeler
    je|j résilie|arrête|refuse_les_messages|arrête_tout
    je? veux|souhaite|voudrais arrêter|stopper|me_retirer|sortir|résilier
    <stop> ça|tout|cela|avec_ça|maintenant|tout_de_suite|vos_conneries
    sortez|sors|enlevez|retirez moi|nous de? là|ça|cette_liste|la_liste`,
  doubtful: `
    vous|te|t trompez|êtes_trompé|êtes_trompée|trompes|es_trompé de numéro|personne
    vous|tu faites|fais erreur de personne|numéro
    avez|as le? mauvais|faux numéro
    me|m|se|nous désabonner|désinscrire
    désabonnement|désinscription
    ne <me> <send> plus <det>* <kind>
    n envoyez plus <det>* <kind>
    plus|pas de <kind>
    ne|n? veux|souhaite|désire plus|pas de|recevoir|d* <det>* <kind>
    <stop> de <me> <send> <det>* <kind>
    <stop> avec|aux? <det>* <kind>
    <stop>|stop ou je|j|sinon
    stop cordialement|merci|svp
    trop|marre|assez|fatigué de|d|des|ces|vos* <msg>
    marre|assez de|d|des|ces|vos* <kind>
    n? ai|suis jamais donné_mon_numéro|donné_mon_accord|consenti|inscrit|inscrite|abonné|abonnée|demandé_ça|demandé_à_recevoir
    <quit> mes données
    <quit> moi|nous
    ne m appelez|appelle plus
    comment|où vous|tu? avez|as vous|tu? eu|obtenu? mon numéro
    qui vous|t a donné mon numéro
    c? est du|de_l|des harcèlement|spam|spams
    ce n? est plus|pas mon|son|le|bon* numéro
    vais|je vous? bloquer|signaler|bloque|signale
    jamais|pas demandé|autorisé|inscrit|inscrite|donné_mon_accord|consenti
    pas intéressé|intéressée
    m intéresse|interesse pas|plus
    m oppose`,
  other: `
    n|ne arrêtez|arrête|cessez|cesse|arrêter|désabonnez|retirez|supprimez|désinscrivez|annulez|désinscris|enlevez pas|jamais|surtout_pas
    ne <me> désabonnez|désinscrivez|retirez|supprimez|enlevez|désabonne|désinscrire|désabonner pas
    ne? me|m désabonnez|désinscrivez|retirez pas
    ne veux|souhaite|voudrais|désire pas|surtout_pas me|m|que_vous|être* désabonner|désinscrire|désabonné|désinscrit|arrêtiez|arrêter|retiré|cessiez|stopper|résilier|annuler|vous_arrêtiez
    pourquoi|quand|depuis_que|est_ce_que|si|pourquoi_est_ce_que vous|tu|avez|as|ne? m? me? avez|as|arrêtez|n? ne? m? arrêté|cessé|écrivez|envoyez|contactez|désabonné|désinscrit plus?
    pourquoi|depuis ne|n|m|me|vous|tu* <imp> plus|pas
    vous|tu|on|il|elle ne? me? m? <imp> plus|pas
    je ne? n? reçois|ai|vois|recevais|recevons|reçoit plus|pas|aucun|jamais|reçu* <det>* <msg>
    reçois|reçu|eu|vu|ai|reste|reçoit plus|pas|aucun <det>* <msg>
    plus de message que|qu|depuis|ce_matin|hier
    plus|pas de|d message|messages|sms de_vous|de_votre_part? depuis|aujourd_hui|ce_matin|hier|reçu
    plus de|d messages|message|sms que|dans|sur
    arrêt|arrête|arrêter de bus|maladie|travail|tram|métro|fumer|boire|rire|pleurer|pleurer
    arrêt|arrêts maladie|de_bus|de_travail|cardiaque|bus|du_bus
    d|l|l_|mon|un|en|cet|prochain|de_l arrêt
    arrêtez|arrête|arrêter|stopper|stoppez|stop|cessez le|la|les|mon|ma|l|un|tout|mes|de|cette|ce* paiement|prélèvement|virement|commande|traitement|livraison|travaux|prélèvements|facturation|carte|chèque|médicament|bruit|voiture|fumer|prélever|débiter|moteur
    annuler|annulez|annule|résilier|résiliez|supprimer|retirer|retirez|supprimez|enlevez le|la|les|mon|ma|l|un|une|mes|ce|cette rdv|rendez|commande|réservation|carte|contrat|virement|paiement|abonnement|assurance|visite|colis|box|rendez_vous|cours|forfait|compte|prélèvement|bail
    désinscrire|désabonner|désinscription|désabonnement|désinscrivez|désabonnez moi? mon|ma|la|de|du|le|à|mes|de_la|au|à_la* fils|fille|cantine|cours|enfant|enfants|sortie|voyage|garderie|magazine|sport|danse|judo|étude|piscine|salle|activité|gym|newsletter_papier|club|journal|revue|centre
    <quit> moi|nous|me|mon_nom|mon_numéro de|des|du|d la|votre|le|cette|l liste_d_attente|liste_d_invités|liste_des_invités|liste_de_mariage|liste_de_naissance|file|groupe|classe|cours|rendez|créneau|rdv|planning|compte|contrat|dossier|commande|panier|facture
    <quit> moi|nous|me du|de groupe|créneau|cours|planning|rdv|dossier|compte|contrat
    laissez|laisse moi en? tranquillement|tranquille_réfléchir|réfléchir|le_temps|un_message|paix_un
    ne m envoyez|envoie pas|plus le|la|l|les|un|une|ça|mon facture|code|colis|carte|relevé|contrat|commande|recommandé
    ne <me>? m? <imp> pas|plus le|la|avant|si|tant|dimanche|au_bureau|au_travail|pour_si_peu
    en|de|la|à|à_la|sans|début|mi|jusqu fin
    veux|voudrais|souhaite|aimerais? plus d informations|information|infos|info|renseignements|détails|explications
    plus|pas de|d problème|problèmes|questions|rendez|place|places
    plus que|tard|tôt|grand|cher|ou|vite
    sans arrêt
    n|pas assez`,
  keeps: `
    <msg>|écrire|m_écrire ici? c? est|sont|va|vont|reste ok|bon|bien|mieux
    par <msg> oui|ok|ça_va|c_est_bon|c_est_ok|pas_de_problème|plutôt
    je rigole|plaisante|déconne|blague
    non_attendez|attendez_non|non_attends|attends_non|c_est_une_blague|c_était_une_blague|laissez_tomber
    seulement|juste|uniquement <det>* rappels|rendez|rdv|urgences`,
  voids:
    'pourquoi, n, ne, sans, mon mari, ma femme, mon fils, ma fille, mon frère, ma soeur, il, elle, lui, répondez, répondre, envoyez stop, tapez, mot, chanson, avez vous, est ce que vous avez, vous avez, mon ami, ma mère, mon père, mon ex, jamais demandé à, par erreur, arrêté',
  questions:
    'si, comment, où, avant, après, puis, peut on, dois je, ils, elles, jusqu, quand, tant que, sinon, faut il, que se passe',
  ends: 'refuse, aimerais ne plus, harcèlement, ras le bol, interdit, jamais demandé, ne veux, stop, basta, plus jamais, plus aucun, désinscrire, désabonner, révoque, arrêtez, arrêter, cessez, cesser, stoppez, ne plus, veux plus, souhaite plus, retirer, retirez, supprimez, supprimer, effacez, ne veux pas, ne souhaite pas, refuse de, marre, interdis, prière de ne',
  about:
    'recevoir vos, vos envois, vos messages, ces messages, vos sms, m écrivez, m envoyez, me contactez, de contact, sollicitation, m écrire, m envoyer, me contacter, messages, sms, textos, spam, votre liste, vos listes, mon numéro, ce numéro, contacté, contactée, sollicitations, sollicité, notifications, vos bases, m importuner',
  widens: 'sur ce numéro, à ce numéro, sur mon téléphone, sur mon portable, à mon numéro',
  narrows:
    'à cette adresse, à ce mail, au sujet, à propos, le soir, la nuit, le dimanche, le week, si, avant, après, pendant, jusqu, pour mon, pour ma, à mon, à ma, mais, sauf, pour le, pour la, pour ce, pour cette, pour prélever, pour débiter, pour partager, pour utiliser, pour ouvrir, quand, concernant, tant, en anglais, au travail, au bureau, trop, aussi, par mail, par email, par courrier, du magasin, sur mon, seulement, uniquement, lui, à lui, à elle, à minuit, pour ça, tard, tôt, à cette heure, tant que, le matin',
  optIn: "oui, j'accepte",
  agrees:
    "ouais, oui s'il vous plaît, oui svp, oui merci, oui j'accepte, d'accord, oui d'accord, je suis d'accord, oui je suis d'accord, oui volontiers, volontiers, avec plaisir, oui avec plaisir, oui bien sûr, bien sûr, oui oui, oui je veux bien, je veux bien, oui je consens, je consens, oui ok, ok oui, oui stp, accepte, accepter, oui pas de problème, oui c'est bon, oui c'est bon pour moi, oui c'est d'accord, bonjour oui, je donne mon accord, oui je donne mon accord, ok j'accepte, oui vous pouvez, oui allez y, oui bien entendu, absolument oui, oui absolument, oui certainement, oui accepté, accepté, j'accepte merci",
  declines:
    "non, non c'est bon, nan, nn, non merci, je refuse, refuser, refus, je n'accepte pas, je ne suis pas d'accord, pas d'accord, non non, non non non, jamais, non je refuse, je décline, je ne consens pas, non je ne veux pas, je ne veux pas, non pas d'accord, certainement pas, surtout pas, hors de question, sans façon, non sans façon, non merci beaucoup, non je n'accepte pas, pas question, je préfère pas, je préfère ne pas, non désolé, refusé",
  courtesies: 'ok désolé svp stp merci mrc',
  help: "aide, aide s'il vous plaît",
  stopMarketing:
    'arrêter les promotions, stopper les promotions, arrêter les promos, ne plus recevoir de promotions, arrêter les offres, stop promotions, arrêt des promotions',
  signatures:
    'envoyé de mon, envoyé depuis, envoyé à partir, envoyé avec, télécharger outlook, obtenir outlook',
  tapbacks:
    "a aimé, aimé, a adoré, adoré, n'a pas aimé, a ri de, a ri à, a mis en évidence, a insisté sur, j'aime, j'adore, a réagi à, à, a aimé une image, a adoré une image, a questionné, a exclamé, interroge, mis en évidence, a réagi avec",
}
