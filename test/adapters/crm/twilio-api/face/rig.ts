/** The API that a CRM takes for Twilio's. */

import { type Face, openWithoutAsking, SMS_FROM } from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER } from '../../../../support/world.ts'

export const SMS = { From: SMS_FROM, To: CUSTOMER, Body: 'Hello' }

export let face: Face
export const open = async (options: Parameters<typeof openWithoutAsking>[0] = {}) => {
  face = await openWithoutAsking(options)
  return face.client
}

export const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('it was not refused')
    },
    ({ status, code, message, moreInfo }) => ({ status, code, message, moreInfo }),
  )
