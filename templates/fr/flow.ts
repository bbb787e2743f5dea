/** The opt-in flow in French. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  keywords: {
    optIn: ['OUI', "J'ACCEPTE"],
    optOut: [
      ...['ARRÊT', 'ARRÊTER', 'ARRÊTEZ', 'DÉSABONNER', 'DÉSABONNEMENT', 'DÉSINSCRIRE', 'RÉSILIER'],
      ...['plus de messages', "ne m'écrivez plus", "arrêtez de m'écrire", 'désabonnez moi'],
      ...['me désabonner', 'me désinscrire', 'ne me contactez plus'],
    ],
    decline: ['NON', 'NON MERCI'],
    help: ['AIDE'],
  },
  wording: {
    opt_in_request:
      'Message automatique : {agent} de {organisation} ne peut vous écrire ici qu’avec votre accord. Répondez OUI pour accepter ou STOP pour refuser.',
    opt_in_confirmation:
      'Message automatique : merci, {organisation} peut désormais vous écrire ici. Répondez STOP à tout moment pour y mettre fin.',
    opt_out_confirmation:
      'Message automatique : {organisation} ne vous écrira plus ici. Si vous changez d’avis, répondez OUI.',
    sender_inactive:
      'Message automatique : merci d’avoir écrit à {organisation}. Nous n’utilisons pas ce numéro actuellement pour recevoir des messages {channel}.',
    help: 'Message automatique : vous écrivez à {organisation}. Répondez OUI quand nous vous demandons votre accord, ou STOP à tout moment pour ne plus recevoir de messages ici.',
    disclaimer:
      'Message automatique : {agent} vous écrit au nom de {organisation}. Répondez STOP si vous ne souhaitez pas de messages ici.',
  },
}
