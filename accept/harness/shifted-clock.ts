/**
 * Shifts what a process takes for the time of day: `MUSTER_CLOCK=shift,later` in milliseconds, the second after
 * SIGUSR2. To be loaded before everything else (`node --import`); timers go on as they do when a real clock is set.
 */
const [shift = 0, later = shift] = (process.env.MUSTER_CLOCK ?? '').split(',').map(Number)
const TrueDate = Date
let by = shift
process.on('SIGUSR2', () => {
  by = later
})

const now = () => TrueDate.now() + by

globalThis.Date = new Proxy(TrueDate, {
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
})
