/** Written by `npm run build:browser`; do not edit. */

/** For `ETag`, and for subresource integrity. */
export const HASHES = {
  'composer.js': 'sha256-Fg0AKB7nKd4Mxv0PeV/Nst1Cn7T0RwEUbfaV1Thnj4M=',
  'charts.js': 'sha256-dCfffIVsNfZREf+ANqW4OfRw8bkGbsNGChAII7yfFk4=',
  'console.js': 'sha256-SzFtLRIbCUVBNy7S+NkI1Nwv7RGdTgbnA+7jYbfooLY=',
  'try-api.js': 'sha256-qyKeFL+3J7ZcSy/h7DnS8gvU2izNi+CyisjYyTeTKaA=',
  'try-composer.js': 'sha256-QMD93i27W1/CSlkfH6b2j6ktDyIVxJ55HzyYW2rdpZo=',
  'stage.js': 'sha256-V6PtpHRmi5a9FQzUR98ZpQqv040KyWBB5JD6nRIQikA=',
  'console.css': 'sha256-isTfrQ+gJo4VgKzj0LBBj3EhXCpQJVcQSPuupcw70wI=',
  'docs.css': 'sha256-NL70vtgAzsRuAzjM7WhtmYnyPSvdHoJvLLNfGYyA8MA=',
} as const
