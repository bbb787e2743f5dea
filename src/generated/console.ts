/** Written by `npm run build:browser` from src/browser/console.tsx; do not edit. */

/** For `Content-Security-Policy` and subresource integrity. */
export const HASH = 'sha256-rI9a0uOJfuUdN/PHDEG5n4ohDqpuBDp8+21hsKdp+nY='

/** The whole script. */
export const SCRIPT = "/*! Preact, MIT License, Copyright (c) 2015-present Jason Miller */\n\"use strict\";(()=>{var c=async()=>{if(document.hidden)return;let t=await fetch(location.href,{headers:{Accept:\"text/html\"}});if(!t.ok||t.redirected)return;let r=new DOMParser().parseFromString(await t.text(),\"text/html\");for(let e of document.querySelectorAll(\"[data-live]\")){let n=r.getElementById(e.id);n&&!e.contains(document.activeElement)&&n.innerHTML!==e.innerHTML&&e.replaceChildren(...n.childNodes)}};document.querySelector(\"[data-live]\")&&setInterval(()=>{c().catch(()=>{})},3e3);})();\n"
