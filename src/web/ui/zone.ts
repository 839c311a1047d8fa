/** The zone of whoever reads. */
export const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The zone in which every time is told and taken, whoever reads: the page names it. Outside a page, as in tests, one's own. */
export const zone = globalThis.document?.documentElement.dataset.zone ?? ownZone
