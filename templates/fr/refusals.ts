/** What agents read, in French. */

import type { Refusals } from '../locale.ts'

export const refusals: Refusals = {
  refusals: {
    sender_inactive:
      'Votre administrateur a désactivé la messagerie pour ce numéro. Contactez votre administrateur.',
    sender_restricted:
      'Le fournisseur a bloqué la messagerie pour ce numéro. Contactez votre administrateur.',
    contact_unreachable: 'Ce contact n’est pas joignable par {channel}.',
    contact_taken:
      'Ce contact échange déjà avec un autre agent de votre secteur d’activité ({owner}). Contactez votre administrateur.',
    consent_pending:
      'Le contact n’a pas encore répondu à la demande d’accord. Les messages seront envoyés dès qu’il aura accepté ; vous pouvez renvoyer une demande toutes les {hours} heures.',
    consent_pending_stale:
      'Le contact n’a pas répondu à la demande d’accord depuis plus de {hours} heures. Vous pouvez essayer de la renvoyer.',
    consent_pending_once:
      'Le contact n’a pas encore répondu à la demande d’accord. Les messages seront envoyés dès qu’il aura accepté ; une nouvelle demande partira lorsqu’il écrira de nouveau.',
    consent_pending_unkept:
      'Le contact n’a pas encore répondu à la demande d’accord. Un message envoyé maintenant ne sera pas conservé : envoyez-le une fois la demande acceptée.',
    consent_missing:
      'Aucun accord n’est enregistré pour ce contact. Faites-le enregistrer dans le CRM avant d’écrire.',
    country_not_allowed:
      'Votre organisation n’envoie pas de premier message aux contacts de ce pays. Attendez que le contact écrive ou adressez-vous à votre administrateur.',
    consent_refused:
      'Le contact a refusé votre demande. Vous ne pouvez plus lui envoyer ni messages ni demandes ; il peut accepter à tout moment en répondant OUI.',
    consent_revoked:
      'Le contact s’est désabonné. Vous ne pouvez lui envoyer ni messages ni demandes tant qu’il n’a pas de nouveau accepté en répondant OUI.',
    consent_granted: 'Le contact a déjà accepté de recevoir des messages.',
    session_closed:
      'Plus de {hours} heures se sont écoulées depuis le dernier message du contact. WhatsApp n’autorise plus que les modèles : choisissez-en un dans la liste.',
    session_never_open:
      'Le contact ne vous a pas encore écrit. Pour commencer, WhatsApp n’autorise que les modèles : choisissez-en un dans la liste.',
    session_no_template:
      'WhatsApp n’autorise le texte libre que dans les {hours} heures qui suivent le dernier message du contact, et aucun modèle n’est disponible. Attendez que le contact écrive.',
    template_unavailable: 'Le modèle « {template} » n’est pas utilisable actuellement.',
    template_none: 'Aucun modèle n’est utilisable actuellement.',
    template_invalid: 'Le modèle « {template} » n’est pas correctement rempli : {problem}.',
    marketing_not_allowed: 'Les modèles marketing ne peuvent pas être envoyés à ce contact.',
    quiet_hours: 'En ce moment, les horaires ne permettent pas d’écrire à ce contact.',
    held_quiet_hours:
      'En ce moment, les horaires ne permettent pas d’écrire à ce contact. Votre message est en attente et sera envoyé automatiquement dès que les horaires le permettront.',
    content_invalid: 'Envoi impossible : {problem}.',
    scheduled: 'Le message est programmé et sera envoyé à l’heure prévue.',
    held_full: 'Déjà {limit} messages sont en attente pour ce contact. Attendez une réponse.',
    not_held: 'Ce message n’est plus en attente et ne peut donc pas être annulé.',
    not_finished: 'Ce message n’a pas encore été envoyé. Annulez-le ou attendez qu’il soit envoyé.',
    provider_rejected: 'Le fournisseur a refusé le message (code {code}).',
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
    text_too_long: 'le texte dépasse {limit} caractères',
    too_many_media: 'il y a plus de {limit} fichiers',
    media_type: 'ce type de fichier n’est pas pris en charge',
    media_url: 'l’adresse d’un fichier n’est pas une adresse web',
    caption_not_supported: 'ce type de fichier ne peut pas être accompagné d’un texte',
  },
}
