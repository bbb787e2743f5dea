/** The opt-in flow in French. */

import type { Flow } from '../locale.ts'

export const flow: Flow = {
  wording: {
    opt_in_request:
      '{agent}, de {organisation}, souhaite vous écrire ici au sujet de {purposes}. Répondez OUI pour accepter ou STOP pour refuser.',
    opt_in_request_by_line:
      '{organisation} ({line}) souhaite vous écrire ici au sujet de {purposes}. Répondez OUI pour accepter ou STOP pour refuser.',
    opt_in_confirmation:
      'Merci. Vous recevrez ici les messages de {organisation}. Répondez STOP pour vous désinscrire ou AIDE pour obtenir de l’aide.',
    opt_out_confirmation:
      'Votre désinscription est prise en compte : {organisation} n’écrira plus à ce numéro. {reach}. Vous avez changé d’avis ? Répondez {yes}.',
    sender_inactive:
      'Merci d’avoir écrit à {organisation}. Nous n’utilisons pas actuellement ce numéro pour recevoir des messages {channel}.',
    help: 'Vous êtes en contact avec {organisation}. Une question ? {support}. Répondez STOP pour vous désinscrire.',
    disclaimer: '{agent} vous écrit pour {organisation}. Répondez STOP pour vous désinscrire.',
    rates: 'Des frais de messagerie et de données peuvent s’appliquer',
    doubt_question:
      'Souhaitez-vous ne plus recevoir de messages de {organisation} ? Répondez STOP. Sinon, vous n’avez rien à faire.',
    reach_channel: '{channels} n’est pas concerné ; répondez-y STOP',
    reach_everywhere: 'Cela vaut pour {channels}',
    yes_word: 'OUI',
    about_service: 'votre compte',
    about_marketing: 'nos offres',
  },
  smsWording: {
    opt_in_request:
      "{organisation} : {agent} souhaite vous écrire par SMS au sujet de {purposes}. {frequency}. {rates}. Répondez OUI pour accepter, STOP pour refuser ou AIDE pour obtenir de l'aide. Conditions : {terms}",
    opt_in_request_by_line:
      "{organisation} ({line}) souhaite vous écrire par SMS au sujet de {purposes}. {frequency}. {rates}. Répondez OUI pour accepter, STOP pour refuser ou AIDE pour obtenir de l'aide. Conditions : {terms}",
    opt_in_confirmation:
      "{organisation} : merci. Vous recevrez désormais nos SMS. {frequency}. {rates}. Répondez AIDE pour obtenir de l'aide ou STOP pour vous désinscrire. Conditions : {terms}",
    opt_out_confirmation:
      '{organisation} : votre désinscription est prise en compte, vous ne recevrez plus nos SMS. {reach}. Pour les recevoir à nouveau, répondez {yes}.',
    sender_inactive:
      "Merci d'avoir écrit à {organisation}. Nous n'utilisons pas actuellement ce numéro pour recevoir des {channel}.",
    help: 'Vous échangez par SMS avec {organisation}. Une question ? {support}. {frequency}. {rates}. Répondez STOP pour vous désinscrire.',
    disclaimer:
      "{organisation} : {agent} vous écrit. {rates}. Répondez STOP pour vous désinscrire ou AIDE pour obtenir de l'aide.",
    rates: "Des frais de messagerie et de données peuvent s'appliquer",
    doubt_question:
      "{organisation} : souhaitez-vous ne plus recevoir nos SMS ? Répondez STOP. Sinon, vous n'avez rien à faire.",
    reach_channel: "{channels} n'est pas concerné ; répondez-y STOP",
    reach_everywhere: 'Cela vaut pour {channels}',
    yes_word: 'OUI',
    about_service: 'votre compte',
    about_marketing: 'nos offres',
  },
}
