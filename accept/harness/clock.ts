/** The clock on the wall of one server, in milliseconds off the true one. */
export interface ServerClock {
  readonly shift: number
  /** What it is off from SIGUSR2 on. */
  readonly later?: number
  /** Its time zone. */
  readonly zone?: string
}

/** For Node, to have a clock that `clockEnvironment` shifts. */
export const clockFlags: readonly string[] = ['--import', new URL('./shifted-clock.ts', import.meta.url).href]

export const clockEnvironment = ({ shift, later = shift, zone = 'UTC' }: ServerClock): NodeJS.ProcessEnv => ({
  MUSTER_CLOCK: `${shift},${later}`,
  TZ: zone,
})
