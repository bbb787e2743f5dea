/** The lines printed at start. */

import type { Directory } from '../../config/schema.ts'
import { SANDBOX_ACCOUNT } from '../../sandbox/configuration.ts'
import { showDatabase } from '../database/open-store.ts'
import type { Setup } from './setup.ts'
import { ownerOf, webhooksOf } from './webhooks.ts'

/** Several lines; secrets and keys are never among them, but for the sandbox's own. */
export const banner = (
  { sandbox, file, directory, database, admins, warnings }: Setup,
  { version, url, aheadMs }: { version: string; url: string; aheadMs: number },
): string =>
  [
    '',
    `Postern ${version} listens on ${url}`,
    '',
    row('mode', sandbox ? 'sandbox: simulated phones, nothing leaves this machine' : 'live'),
    row('configuration', file ?? 'built in, since there is no postern.config.json'),
    row('database', showDatabase(database)),
    ...(sandbox ? [row('clock', `${(aheadMs / 3_600_000).toFixed(1)} h ahead`)] : []),
    ...organisationRows(directory),
    row('quiet hours', quietHoursLine(directory)),
    ...(sandbox && !file ? [row('API key', 'sandbox'), ...accountRows(url)] : []),
    row('documentation', `${url}/docs`),
    row(
      'console',
      sandbox || admins.length > 0
        ? `${url}/console`
        : 'none: set POSTERN_ADMINS or POSTERN_ADMIN_KEY (docs/console.md)',
    ),
    ...(sandbox ? [row('next', 'open the console: a phone and a composer side by side')] : []),
    ...webhookRows(directory),
    ...warnings.map((warning) => `\n  ! ${warning}`),
    '',
  ].join('\n')

const row = (name: string, value: string) => `  ${name.padEnd(14)} ${value}`

/** The line about quiet hours. */
export const quietHoursLine = ({ organisations }: Directory): string => {
  const settings = organisations.flatMap(({ senders }) =>
    senders.map(({ address, rules: { quietHours } }) => ({
      address,
      is: quietHours.enabled
        ? `on for ${quietHours.applyTo === 'all' ? 'everything that agents start' : 'marketing and opt-in requests'}`
        : 'off',
    })),
  )
  const kinds = [...Map.groupBy(settings, ({ is }) => is)]
  return kinds
    .map(([is, those]) =>
      kinds.length === 1 ? is : `${is} (${those.map(({ address }) => address).join(', ')})`,
    )
    .join('; ')
}

/** The lines for Twilio clients of the sandbox. */
const accountRows = (url: string) => [
  row('Twilio clients', `base URL ${url}`),
  row('', `account SID ${SANDBOX_ACCOUNT.sid}`),
  row('', `auth token ${SANDBOX_ACCOUNT.token}`),
]

const organisationRows = ({ organisations }: Directory) =>
  organisations.flatMap(({ id, name, crms, lines }) => [
    row('organisation', `${id} (${name}), CRM ${crms.join(', ')}`),
    ...lines.flatMap((line) =>
      line.senders.map(({ address, connection }) =>
        row('', `${line.id}: ${address} through ${connection}`),
      ),
    ),
  ])

const webhookRows = (directory: Directory) =>
  webhooksOf(directory).map((webhook) =>
    row('webhook', `${webhook.url} for ${ownerOf(webhook)}: ${webhook.purpose}`),
  )
