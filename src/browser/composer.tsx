/** The entry of `/composer.js`: the element `<postern-composer>`. */

import { render } from 'preact'

class PosternComposer extends HTMLElement {
  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    render(<p>…</p>, root)
  }
}

// A page may load the script twice.
if (!customElements.get('postern-composer'))
  customElements.define('postern-composer', PosternComposer)
