/** Written by `npm run build:browser`; do not edit. */

/** For `ETag`, and for subresource integrity. */
export const HASHES = {
  'composer.js': 'sha256-YE3LcLMvLTGjOkdTV1DP9JtsNC2Lx5t5gqVV6SCHkwU=',
  'charts.js': 'sha256-MxCs20UkvCkzJ/95bQTloDIjXHEye5giG1MeP44KZmI=',
  'console.js': 'sha256-wyhzbx5eKYHK2Qqu/yTHbO+Fl01IXHBnU/XqPPCvL/c=',
  'try-api.js': 'sha256-qyKeFL+3J7ZcSy/h7DnS8gvU2izNi+CyisjYyTeTKaA=',
  'try-composer.js': 'sha256-QMD93i27W1/CSlkfH6b2j6ktDyIVxJ55HzyYW2rdpZo=',
  'stage.js': 'sha256-uaNmvgnNrRmB3leCQ7qACoszYJnN9s2qz2qtbevTy9M=',
  'console.css': 'sha256-4WBtSFxrkWWKjTcRK5aiY+ieqFQVzPXYlgDCdCYogeI=',
} as const
