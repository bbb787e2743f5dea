/** Written by `npm run build:browser`; do not edit. */

/** For `ETag`, and for subresource integrity. */
export const HASHES = {
  'composer.js': 'sha256-zgTWix3ikpTu6/QV/WMaJG5fWjymS+70uQo9jawqGYs=',
  'charts.js': 'sha256-2gD1MohnTAn0Wz/mvkx/3G0Lo3tss9DEt93gTBC0tsE=',
  'console.js': 'sha256-HWGTsux/sHqGdOzUG9MzVCNFEwGCpMIYgNm2kc8jXLE=',
  'try-api.js': 'sha256-qyKeFL+3J7ZcSy/h7DnS8gvU2izNi+CyisjYyTeTKaA=',
  'try-composer.js': 'sha256-QMD93i27W1/CSlkfH6b2j6ktDyIVxJ55HzyYW2rdpZo=',
  'stage.js': 'sha256-KAlAt7zoDOunz7kyX3Z17r/zLq/Pm2Z8nFRAnoJTclU=',
  'console.css': 'sha256-4WBtSFxrkWWKjTcRK5aiY+ieqFQVzPXYlgDCdCYogeI=',
} as const
