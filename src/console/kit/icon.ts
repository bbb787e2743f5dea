/** The icon of the console's pages. */

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#0f6b5c"/><path d="M7 19V9.5a5 5 0 0 1 10 0V19M12 9v10M7 14h10" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/></svg>`
