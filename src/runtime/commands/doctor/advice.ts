/** Advice for a finding that has only the other side's or the network's error. */

import type { Finding } from '../../../ports/side.ts'

const BY_STATUS: Readonly<Record<string, string>> = {
  400: 'The other side rejected the request as invalid: check ids and addresses of this connection in the configuration.',
  401: 'Check the secrets of this connection: they belong to another account, or were changed there. Set the new ones and restart.',
  403: 'The key lacks the permission: grant it on the other side, or use another key.',
  404: 'Check ids and addresses of this connection in the configuration: the other side has nothing by that name.',
  429: 'Too many requests: run the doctor again in a minute.',
}

const BY_TROUBLE: Readonly<Record<string, string>> = {
  connect:
    "No connection: check the host's name and port, its certificate, and this machine's DNS, proxy and firewall.",
  forbidden_address:
    'Only https to public addresses is allowed. For a private address, set "allowPrivate": true.',
  timeout: 'No answer within ten seconds: check whether a firewall drops the connection.',
  reset: 'The connection was cut off: check proxies in between, and try again.',
  too_large: 'The answer is too large: check that the address belongs to the API.',
  aborted: 'The attempt was cut off: run the doctor again.',
  busy: 'Too many requests are under way: run the doctor again in a minute.',
}

/** The finding, with advice if it failed. */
export const advised = (finding: Finding): Finding => {
  if (finding.ok) return finding
  const { advice = '' } = finding
  const [, trouble] = /\bhttp: (\w+)\.?$/.exec(advice) ?? []
  const [, status] = /\b(?:answered|status|HTTP) ?(\d{3})\.?$/i.exec(advice) ?? []
  const more =
    (trouble && BY_TROUBLE[trouble]) ??
    (status && (BY_STATUS[status] ?? otherStatus(status))) ??
    (advice === '' || advice === 'It failed.' ? 'Run it again with LOG_LEVEL=debug.' : undefined)
  if (more === undefined) return finding
  return { ...finding, advice: advice === '' ? more : `${advice.replace(/\.?$/, '.')} ${more}` }
}

const otherStatus = (status: string): string =>
  status.startsWith('5')
    ? 'The other side has a problem: check its status page and try again.'
    : 'Check ids, addresses and secrets of this connection in the configuration.'

/** Advice for a configuration problem, whose message already says what was expected. */
export const adviceOnConfig = (problem: string, file = 'the environment'): string => {
  const [, name] = /environment variable (\w+) is (?:not set|blank)$/.exec(problem) ?? []
  return name
    ? `Set ${name} in the gateway's environment and in this one.`
    : `Correct it in ${file}: docs/configuration.md describes each field.`
}
