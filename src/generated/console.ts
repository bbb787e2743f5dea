/** Written by `npm run build:browser` from src/browser/console.tsx; do not edit. */

/** For `Content-Security-Policy` and subresource integrity. */
export const HASH = 'sha256-8DKZsBERTbX0a+EgceMrVXkhSLLQ3UgjpxzzQ1mqiZI='

/** The whole script. */
export const SCRIPT = "/*! Preact, MIT License, Copyright (c) 2015-present Jason Miller */\n\"use strict\";(()=>{var o=e=>e.contains(document.activeElement)||e.querySelector(\"details[open]\")!==null||[...e.querySelectorAll(\"input\")].some(({value:n,defaultValue:t})=>n!==t),c=async()=>{if(document.hidden)return;let e=await fetch(location.href,{headers:{Accept:\"text/html\"}});if(!e.ok||e.redirected)return;let n=new DOMParser().parseFromString(await e.text(),\"text/html\");for(let t of document.querySelectorAll(\"[data-live]\")){let r=n.getElementById(t.id);r&&!o(t)&&r.innerHTML!==t.innerHTML&&t.replaceChildren(...r.childNodes)}};document.querySelector(\"[data-live]\")&&setInterval(()=>{c().catch(()=>{})},3e3);})();\n"
