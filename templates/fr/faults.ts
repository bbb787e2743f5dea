/** Why the provider did not take or deliver a message, in French. */

import type { Refusals } from '../locale.ts'

export const faults: Refusals['faults'] = {
  recipient_off: 'Le téléphone du contact est éteint ou hors de portée. Réessayez plus tard.',
  recipient_unknown:
    'Le numéro du contact ne semble pas en service pour le moment. Vérifiez le numéro ou réessayez plus tard.',
  recipient_invalid: 'Le numéro du contact n’est pas valide. Vérifiez le numéro.',
  recipient_landline:
    'Le numéro du contact est une ligne fixe ou ne peut pas recevoir de SMS. Vérifiez le numéro.',
  recipient_blocks:
    'Le téléphone ou l’opérateur du contact bloque les messages de votre numéro. Attendez que le contact écrive.',
  recipient_not_on_channel:
    'Le contact n’est pas sur {channel} avec ce numéro ou ne peut pas y recevoir de messages.',
  recipient_unreachable: 'Ce contact n’est pas joignable par {channel}.',
  recipient_not_joined:
    'Votre numéro est un numéro de test et le contact n’a pas rejoint le test. Demandez-lui de le rejoindre ou contactez votre administrateur.',
  rate_limited: 'Trop de messages ont été envoyés en peu de temps. Réessayez plus tard.',
  sender_paused:
    'Votre numéro a atteint sa limite pour le moment et sera rétabli automatiquement. Réessayez le {day} à {time}.',
  sender_unregistered:
    'Votre numéro n’est pas enregistré pour les messages vers les États-Unis. Contactez votre administrateur.',
  sender_restricted: 'Le fournisseur a bloqué votre numéro. Contactez votre administrateur.',
  country_not_enabled:
    'Les messages vers le pays du contact ne sont pas activés. Contactez votre administrateur.',
  template_invalid:
    'Le modèle n’existe pas dans cette langue ou ne correspond pas à la version approuvée. Contactez votre administrateur.',
  template_paused: '{channel} a suspendu ce modèle pour le moment. Réessayez plus tard.',
  template_rejected: '{channel} a refusé ou désactivé ce modèle. Contactez votre administrateur.',
  content_rejected: 'Ce contenu n’est pas autorisé. Modifiez le message avant de le renvoyer.',
  carrier_filtered:
    'Le filtre antispam de l’opérateur l’a arrêté. Modifiez le texte avant de le renvoyer.',
  media_failed:
    'Un fichier n’a pas pu être récupéré. Vérifiez qu’il existe et qu’il n’est pas trop volumineux, puis renvoyez-le.',
  media_unsupported:
    '{channel} n’accepte pas les fichiers de ce type ou de cette taille. Envoyez-le dans un autre format.',
  identity_unsupported:
    'Ce type de modèle nécessite le numéro de téléphone du contact, qui n’est pas connu.',
  configuration:
    'Le compte chez le fournisseur n’est pas configuré pour cela (code {code}). Contactez votre administrateur.',
  expired: 'Il n’a pas pu être remis à temps. Réessayez plus tard.',
  transient: 'Le fournisseur ou l’opérateur rencontre un problème temporaire. Réessayez plus tard.',
  unknown: 'Le fournisseur n’indique que le code {code}. Réessayez plus tard.',
}
