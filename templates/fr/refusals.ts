/** Sentences for agents, in French. */

import type { Refusals } from '../locale.ts'
import { faults } from './faults.ts'

export const refusals: Refusals = {
  language: 'fr',
  refusals: {
    sender_inactive:
      'Votre administrateur a désactivé la messagerie pour ce numéro. Contactez votre administrateur.',
    sender_restricted:
      'Le fournisseur a bloqué la messagerie pour ce numéro. Contactez votre administrateur.',
    sender_unregistered:
      'Ce numéro n’est pas enregistré pour les messages vers les États-Unis. Contactez votre administrateur.',
    sender_paused:
      'Le fournisseur a suspendu ce numéro pour le moment. Il sera rétabli automatiquement : réessayez le {day} à {time}.',
    held_sender_paused:
      'Le fournisseur a suspendu ce numéro pour le moment. Votre message attend et sera envoyé le {day} à {time}.',
    held_ask_sender_paused:
      'Le fournisseur a suspendu ce numéro pour le moment. La demande d’accord sera envoyée le {day} à {time}, et votre message dès que le contact aura accepté.',
    held_request_sender_paused:
      'Le fournisseur a suspendu ce numéro pour le moment. La demande d’accord sera envoyée le {day} à {time}.',
    contact_unreachable: 'Ce contact n’est pas joignable par {channel}.',
    contact_taken:
      'Ce contact échange déjà avec quelqu’un de votre secteur d’activité : {owner}. Demandez à {owner} de vous transférer le contact ou contactez votre administrateur.',
    consent_pending:
      'Le contact n’a pas encore répondu à la demande d’accord. Les messages attendent et seront envoyés dès qu’il aura accepté. Vous pourrez renvoyer une demande le {day} à {time}.',
    consent_pending_unasked:
      'L’accord du contact n’a pas encore été demandé. Votre premier message déclenche la demande et sera envoyé dès que le contact aura accepté.',
    consent_pending_asked:
      'Nous avons demandé son accord au contact. Votre message est en attente et sera envoyé dès qu’il aura accepté.',
    consent_pending_request:
      'Le contact n’a pas encore répondu à la demande d’accord. Vous pourrez renvoyer une demande le {day} à {time}.',
    consent_pending_stale:
      'Le contact n’a pas répondu à la demande d’accord depuis plus de {period}. Vous pouvez essayer de la renvoyer.',
    held_consent_obstacle: 'Votre message attend. En l’état, il ne sera pas envoyé : « {why} »',
    held_consent_stale:
      'Le contact n’a pas répondu à la demande d’accord depuis plus de {period}. Vous pouvez essayer de la renvoyer. Votre message est en attente et sera envoyé dès qu’il aura accepté.',
    consent_pending_once:
      'Le contact n’a pas encore répondu à la demande d’accord. Les messages attendent et seront envoyés dès qu’il aura accepté. Une nouvelle demande sera envoyée lorsqu’il écrira de nouveau.',
    consent_pending_unkept:
      'Le contact n’a pas encore donné son accord, et les messages ne sont pas mis en attente ici. Envoyez le vôtre dès qu’il aura accepté.',
    consent_missing:
      'Aucun accord n’est enregistré pour ce contact. Faites-le enregistrer dans le CRM avant d’écrire.',
    country_not_allowed:
      'Votre organisation n’envoie pas de premier message aux contacts de ce pays. Attendez que le contact écrive ou contactez votre administrateur.',
    consent_refused:
      'Le contact a refusé votre demande. Vous ne pouvez plus lui envoyer ni messages ni demandes ; il peut accepter à tout moment en répondant {yes}.',
    consent_refused_unasked:
      'Le contact s’est désabonné. Vous ne pouvez lui envoyer ni messages ni demandes ; il peut accepter à tout moment en répondant {yes}.',
    consent_revoked:
      'Le contact s’est désabonné. Vous ne pouvez lui envoyer ni messages ni demandes tant qu’il n’a pas de nouveau accepté en répondant {yes}.',
    consent_granted: 'Le contact a déjà accepté de recevoir des messages.',
    session_closed:
      'Le dernier message du contact remonte à plus de {period}. WhatsApp n’autorise plus que les modèles : choisissez-en un dans la liste.',
    session_never_open:
      'Le contact ne vous a pas encore écrit. Pour commencer, WhatsApp n’autorise que les modèles : choisissez-en un dans la liste.',
    session_no_template:
      'WhatsApp n’autorise le texte libre que jusqu’à {period} après le dernier message du contact, et aucun modèle n’est disponible. Attendez que le contact écrive.',
    session_templates_unknown:
      'WhatsApp n’autorise le texte libre que jusqu’à {period} après le dernier message du contact. La liste des modèles est momentanément inaccessible. Réessayez plus tard.',
    session_closes:
      'Votre message devrait attendre le {day} à {time}, et la session ({period}) se ferme avant. WhatsApp n’autorisera alors que les modèles : choisissez-en un dans la liste.',
    session_closes_no_template:
      'Votre message devrait attendre le {day} à {time}, et la session ({period}) se ferme avant. WhatsApp n’autorisera alors que les modèles, et aucun n’est disponible. Attendez que le contact écrive.',
    template_unavailable: 'Le modèle « {template} » n’est pas utilisable actuellement.',
    template_none: 'Aucun modèle n’est utilisable actuellement.',
    templates_unknown: 'La liste des modèles est momentanément inaccessible. Réessayez plus tard.',
    opt_in_unavailable:
      'Le contact n’a pas encore donné son accord et ne peut pas être sollicité sur {channel} pour le moment (le modèle de la demande n’est pas approuvé en {language}). Contactez votre administrateur ou attendez que le contact écrive.',
    opt_in_unconfigured:
      'Le contact n’a pas encore donné son accord et ne peut pas être sollicité sur {channel} pour le moment : aucun modèle n’est configuré pour la demande. Contactez votre administrateur ou attendez que le contact écrive.',
    template_invalid: 'Le modèle « {template} » n’est pas correctement rempli : {problem}.',
    marketing_not_allowed:
      '{channel} ne distribue pas de messages marketing dans le pays du contact.',
    marketing_stopped:
      'Le contact ne souhaite plus recevoir de messages marketing. Les autres messages restent possibles.',
    marketing_throttled:
      '{channel} limite les messages marketing envoyés à ce contact. Réessayez le {day} à {time}.',
    marketing_consent:
      'Le contact n’a pas accepté les messages marketing. Faites d’abord enregistrer son accord ou envoyez autre chose.',
    purpose_stopped:
      'Le contact ne veut plus de messages pour « {purpose} ». Les autres messages restent autorisés.',
    purpose_consent:
      'Le contact n’a pas accepté les messages pour « {purpose} ». Faites d’abord enregistrer son accord.',
    frequency_limit:
      'Le contact a déjà reçu {max} {max|message|messages} de ce type (« {purpose} ») en {period}, ce qui est la limite. Réessayez le {day} à {time}.',
    frequency_limit_waiting:
      'Avec ce qui est déjà en attente, le contact reçoit {max} {max|message|messages} de ce type (« {purpose} ») en {period}, ce qui est la limite. Réessayez le {day} à {time}.',
    quiet_hours:
      'Il est {now} chez le contact, en dehors des horaires autorisés. Réessayez le {day} à {time} (heure du contact).',
    quiet_hours_anywhere:
      'Il est peut-être trop tôt ou trop tard chez le contact. Réessayez le {day} à {time}.',
    held_quiet_hours:
      'Il est {now} chez le contact. Votre message sera envoyé le {day} à {time} (heure du contact).',
    held_quiet_hours_both:
      'Il est {now} chez le contact. Votre message sera envoyé le {day} à {time} (heure du contact), soit le {ownDay} à {ownTime} pour vous.',
    held_quiet_hours_anywhere:
      'Il est peut-être trop tôt ou trop tard chez le contact. Votre message sera envoyé automatiquement le {day} à {time}.',
    held_request_quiet_hours:
      'Il est {now} chez le contact. La demande d’accord sera envoyée le {day} à {time} (heure du contact).',
    held_request_anywhere:
      'Il est peut-être trop tôt ou trop tard chez le contact. La demande d’accord sera envoyée automatiquement le {day} à {time}.',
    held_ask_quiet_hours:
      'Il est {now} chez le contact. La demande d’accord sera envoyée le {day} à {time} (heure du contact), et votre message dès que le contact aura accepté.',
    held_ask_anywhere:
      'Il est peut-être trop tôt ou trop tard chez le contact. La demande d’accord sera envoyée automatiquement le {day} à {time}, et votre message dès que le contact aura accepté.',
    content_invalid: 'Envoi impossible : {problem}.',
    scheduled: 'Le message est programmé et sera envoyé le {day} à {time}.',
    scheduled_too:
      '{why} Votre message est programmé et sera envoyé au plus tôt le {day} à {time}.',
    scheduled_obstacle:
      'Le message est programmé pour le {day} à {time}. En l’état, il ne sera pas envoyé à ce moment-là : « {why} »',
    held_obstacle:
      'Votre message attend le {day} à {time}. En l’état, il ne sera pas envoyé à ce moment-là : « {why} »',
    held_request_obstacle:
      'La demande d’accord attend le {day} à {time}. En l’état, elle ne sera pas envoyée à ce moment-là : « {why} »',
    held_full:
      'Déjà {limit} {limit|message est|messages sont} en attente pour ce contact. {limit|Annulez-le|Annulez-en un} ou attendez {limit|qu’il|qu’un d’eux} soit envoyé.',
    held_full_until:
      'Déjà {limit} {limit|message est|messages sont} en attente pour ce contact. {limit|Annulez-le|Annulez-en un} ou réessayez le {day} à {time}, {limit|lorsqu’il|lorsque le prochain} sera envoyé.',
    held_none:
      'Les messages ne peuvent pas être programmés ici : votre organisation n’en met aucun en attente. Envoyez le vôtre le {day} à {time} ou contactez votre administrateur.',
    not_held: 'Ce message n’est plus en attente et ne peut donc pas être annulé.',
    maybe_sent: 'Il a peut-être été envoyé.',
    not_in_doubt: 'On sait déjà si ce message a été envoyé.',
    not_finished: 'Ce message n’a pas encore été envoyé. Annulez-le ou attendez qu’il soit envoyé.',
    consent_questioned:
      'Ce que le contact a écrit peut signifier qu’il ne veut plus de messages. Indiquez ce qu’il a voulu dire avant de demander ou d’écrire.',
    held_consent_questioned:
      'Ce que le contact a écrit peut signifier qu’il ne veut plus de messages. Votre message attend qu’on ait précisé ce qu’il a voulu dire.',
    purpose_unnamed:
      'La demande d’accord ne peut pas mentionner « {purpose} » : son texte ne le prévoit pas. Contactez votre administrateur.',
    not_questioned: 'Aucun message de ce contact n’est en doute.',
    not_correctable: 'Ce refus ne peut pas être corrigé. Seul le contact peut revenir dessus.',
    not_correctable_none: 'Le contact ne s’est pas désabonné ; il n’y a rien à corriger.',
    not_correctable_other: 'Le refus ne vient pas de ce message.',
    template_reserved:
      'Le modèle « {template} » demande l’accord du contact. Envoyez plutôt une demande d’accord.',
    provider_rejected: 'Le message n’a pas été accepté. {why}',
    provider_not_delivered: 'Le message n’a pas été remis. {why}',
  },
  templateProblems: {
    missing: 'la variable « {variable} » manque',
    unknown: 'la variable « {variable} » n’existe pas',
    empty: 'la variable « {variable} » est vide',
    not_text: 'la variable « {variable} » doit être du texte',
    newline: 'la variable « {variable} » contient un saut de ligne',
    tab: 'la variable « {variable} » contient une tabulation',
    spaces: 'la variable « {variable} » contient plus de quatre espaces de suite',
    too_long: 'le texte complet est trop long',
  },
  contentProblems: {
    empty: 'le message est vide',
    text_too_long: 'le texte dépasse {limit} {limit|caractère|caractères}',
    too_many_media: 'il y a plus de {limit} {limit|fichier|fichiers}',
    media_type: 'ce type de fichier n’est pas pris en charge par {channel}',
    media_url: 'l’adresse d’un fichier n’est pas une adresse web',
    media_too_large: 'le fichier dépasse {limit} Mo, le maximum pour {channel}',
    caption_not_supported: 'ce type de fichier ne peut pas être accompagné d’un texte',
    kind_not_supported: 'ce type de message n’existe pas sur ce canal',
    reply_not_supported: 'sur ce canal, une réponse ne peut pas citer de message',
    message_unknown: 'le message auquel il se rapporte ne fait pas partie de cette conversation',
    choices:
      'il faut un à trois boutons, ou une liste de dix choix au plus, chacun avec son propre identifiant',
  },
  faults,
}
