/** Sends the request that is written on the page of an operation to the sandbox, and shows the answer. */

const form = document.getElementById('try') as HTMLFormElement
const [outcome, answer] = ['status', 'answer'].map((id) => document.getElementById(id)) as [
  HTMLElement,
  HTMLElement,
]

/** Formatted JSON; anything else unchanged. */
const readable = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

const send = async () => {
  const { method = 'GET', type } = form.dataset
  const given = (name: string) => {
    const field = form.elements.namedItem(name)
    return field && 'value' in field ? String(field.value) : undefined
  }
  const [path = '/', key, body] = ['path', 'key', 'body'].map(given)
  const response = await fetch(path, {
    method,
    headers: {
      ...(key && { Authorization: `Bearer ${key}` }),
      ...(type && { 'Content-Type': type }),
    },
    ...(body !== undefined && { body }),
  })
  outcome.textContent = `${response.status} ${response.statusText}`
  answer.textContent = readable(await response.text())
  answer.hidden = false
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  outcome.textContent = 'Sending…'
  await send().catch(() => {
    outcome.textContent = 'No answer from the gateway.'
    answer.hidden = true
  })
})
