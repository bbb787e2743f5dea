/** The entry of `/composer.js`: the element `<postern-composer>`. */

import { render } from 'preact'
import { createModel, type Model } from './model/model.ts'
import { EMPTY_PAGE, type Page } from './model/page.ts'
import { wordsFor } from './model/words.ts'
import { createSheet } from './style.ts'
import { View } from './view.tsx'

/** The gateway's address is that of this script. */
const OWN_ORIGIN = new URL(
  (document.currentScript as HTMLScriptElement | null)?.src ?? location.href,
).origin

const PAGE_PROPERTIES = ['colleagues', 'quickReplies', 'signedIn', 'values'] as const

// The platform asks for a class here.
class PosternComposer extends HTMLElement {
  static readonly observedAttributes = ['from', 'to', 'agent', 'token', 'src']
  #model: Model | undefined
  #draw: (() => void) | undefined
  #page: Page = EMPTY_PAGE

  connectedCallback() {
    // A page that sets them before the script has loaded sets plain properties, which hide ours.
    for (const name of PAGE_PROPERTIES)
      if (Object.hasOwn(this, name)) {
        const { [name]: value } = this
        delete this[name]
        Object.assign(this, { [name]: value })
      }
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

  get colleagues() {
    return this.#page.colleagues
  }
  set colleagues(colleagues: Page['colleagues']) {
    this.#set({ colleagues: colleagues.map((one) => ({ ...one, id: one.id.trim() })) })
  }

  get quickReplies() {
    return this.#page.quickReplies
  }
  set quickReplies(quickReplies: Page['quickReplies']) {
    this.#set({ quickReplies })
  }

  get signedIn() {
    return this.#page.signedIn
  }
  set signedIn(signedIn: Page['signedIn']) {
    this.#set({ signedIn: signedIn?.trim() })
  }

  get values() {
    return this.#page.values
  }
  set values(values: Page['values']) {
    this.#set({ values })
  }

  /** Puts a text where the cursor is; false where the agent may not write. */
  insertText(text: string): boolean {
    const field = this.shadowRoot?.querySelector<HTMLTextAreaElement>('#text')
    if (!field || field.readOnly || !this.#model) return false
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
    this.#model.type(field.value)
    field.focus()
    return true
  }

  /** Into the text field. */
  override focus(options?: FocusOptions) {
    this.shadowRoot?.getElementById('text')?.focus(options)
  }

  #emit(event: string, detail: object) {
    this.dispatchEvent(new CustomEvent(event, { bubbles: true, detail }))
  }

  #set(patch: { readonly [K in keyof Page]?: Page[K] | undefined }) {
    this.#page = { ...this.#page, ...patch } as Page
    this.#draw?.()
  }

  #start() {
    this.#model?.stop()
    this.#model = undefined
    this.#draw = undefined
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    if (root.adoptedStyleSheets.length === 0) root.adoptedStyleSheets = [createSheet()]
    const [from, to, agent, token] = ['from', 'to', 'agent', 'token'].map((name) =>
      (this.getAttribute(name) ?? '').trim(),
    ) as [string, string, string, string]
    const lang = this.closest('[lang]')?.getAttribute('lang') || navigator.language
    const words = wordsFor(lang)
    // For a language without texts of ours, dates and numbers follow the English texts.
    const spoken = lang.split(/[-_]/)[0] === words.lang ? lang : words.lang
    if (!from || !to || !agent || !token)
      return render(<p role="alert">{words.incomplete}</p>, root)
    render(<p>{words.loading}</p>, root)
    let known: string | null | undefined
    const model = createModel({
      src: (this.getAttribute('src') ?? OWN_ORIGIN).replace(/\/+$/, ''),
      parties: { from, to, agent },
      token,
      words,
      changed: (state) => {
        const { owner } = state.composer ?? {}
        if (owner !== undefined && known !== undefined && owner !== known)
          this.#emit('postern:owner', { owner })
        known = owner ?? (state.composer ? null : known)
        this.#draw = () =>
          render(
            <View state={state} model={model} words={words} lang={spoken} page={this.#page} />,
            root,
          )
        this.#draw()
      },
      emit: (event, detail) => this.#emit(event, detail),
      expiring: (expired) => this.#emit('postern-token-expiring', { expired }),
    })
    this.#model = model
  }
}

// A page may load the script twice.
if (!customElements.get('postern-composer'))
  customElements.define('postern-composer', PosternComposer)
