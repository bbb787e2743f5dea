/** Written by `npm run build:browser` from src/browser/try-api.ts; do not edit. */

/** For `Content-Security-Policy` and subresource integrity. */
export const HASH = 'sha256-qyKeFL+3J7ZcSy/h7DnS8gvU2izNi+CyisjYyTeTKaA='

/** The whole script. */
export const SCRIPT = "/*! Preact, MIT License, Copyright (c) 2015-present Jason Miller */\n\"use strict\";(()=>{var a=document.getElementById(\"try\"),[s,r]=[\"status\",\"answer\"].map(t=>document.getElementById(t)),l=t=>{try{return JSON.stringify(JSON.parse(t),null,2)}catch{return t}},y=async()=>{let{method:t=\"GET\",type:o}=a.dataset,c=u=>{let n=a.elements.namedItem(u);return n&&\"value\"in n?String(n.value):void 0},[m=\"/\",d,i]=[\"path\",\"key\",\"body\"].map(c),e=await fetch(m,{method:t,headers:{...d&&{Authorization:`Bearer ${d}`},...o&&{\"Content-Type\":o}},...i!==void 0&&{body:i}});s.textContent=`${e.status} ${e.statusText}`,r.textContent=l(await e.text()),r.hidden=!1};a.addEventListener(\"submit\",async t=>{t.preventDefault(),s.textContent=\"Sending…\",await y().catch(()=>{s.textContent=\"No answer from the gateway.\",r.hidden=!0})});})();\n"
