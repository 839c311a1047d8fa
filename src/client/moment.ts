import { firstMoment } from '../lib/zone.ts'

/** The first moment at which the clocks of a zone show a time such as 2026-03-29T10:00; what is no time stays. */
export const momentIn = (zone: string, wall: string): string => firstMoment(zone, wall)
