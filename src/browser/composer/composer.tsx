/** The entry of `/composer.js`: the element `<postern-composer>`. */

import { render } from 'preact'
import { createModel, type Model } from './model/model.ts'
import { wordsFor } from './model/words.ts'
import { createSheet } from './style.ts'
import { View } from './view.tsx'

/** Where this script came from is where the gateway is. */
const OWN_ORIGIN = new URL(
  (document.currentScript as HTMLScriptElement | null)?.src ?? location.href,
).origin

// The platform asks for a class here.
class PosternComposer extends HTMLElement {
  static readonly observedAttributes = ['from', 'to', 'agent', 'token', 'src']
  #model: Model | undefined

  connectedCallback() {
    this.#start()
  }

  disconnectedCallback() {
    this.#model?.stop()
    this.#model = undefined
  }

  attributeChangedCallback(name: string, former: string | null, value: string | null) {
    if (former === value || !this.isConnected) return
    if (name === 'token' && value && this.#model) return this.#model.setToken(value)
    // A page that shows another contact sets several of them, one after the other.
    this.#model?.stop()
    this.#model = undefined
    queueMicrotask(() => this.isConnected && !this.#model && this.#start())
  }

  /** Into the text field. */
  override focus(options?: FocusOptions) {
    this.shadowRoot?.getElementById('text')?.focus(options)
  }

  #start() {
    this.#model?.stop()
    this.#model = undefined
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    if (root.adoptedStyleSheets.length === 0) root.adoptedStyleSheets = [createSheet()]
    const [from, to, agent, token] = ['from', 'to', 'agent', 'token'].map(
      (name) => this.getAttribute(name) ?? '',
    ) as [string, string, string, string]
    const lang = this.closest('[lang]')?.getAttribute('lang') || navigator.language
    const words = wordsFor(lang)
    if (!from || !to || !agent || !token)
      return render(<p role="alert">{words.incomplete}</p>, root)
    render(<p>{words.loading}</p>, root)
    const model = createModel({
      src: (this.getAttribute('src') ?? OWN_ORIGIN).replace(/\/+$/, ''),
      parties: { from, to, agent },
      token,
      words,
      changed: (state) =>
        render(<View state={state} model={model} words={words} lang={lang} />, root),
      expiring: (expired) =>
        this.dispatchEvent(
          new CustomEvent('postern-token-expiring', { bubbles: true, detail: { expired } }),
        ),
    })
    this.#model = model
  }
}

// A page may load the script twice.
if (!customElements.get('postern-composer'))
  customElements.define('postern-composer', PosternComposer)
