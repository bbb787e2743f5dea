import { expect, test } from 'vitest'
import { agentName } from '../../../../adapters/crm/chatwoot/agents.ts'

test.each([
  [{ id: 4, email: 'ana@example.com', name: 'Ana' }, 'ana@example.com'],
  [{ id: 4, email: ' ', name: 'Ana' }, 'Ana'],
  [{ id: 4, email: ' ana@example.com ', name: 'Ana' }, 'ana@example.com'],
  [{ id: 4, email: '', name: 'Ana\n' }, 'user-4'],
  [{ id: 4, email: null, name: '\u00a0' }, 'user-4'],
  [{ id: 4, email: null, name: 'ana\u200b' }, 'user-4'],
  [{ id: 4, email: '\u202eana@example.com', name: 'Ana' }, 'Ana'],
])('an agent of Chatwoot has a readable name: %o', (agent, name) => {
  expect(agentName(agent)).toBe(name)
})
