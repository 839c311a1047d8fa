import type { Load } from './manifest.ts'

/** A load as it is read: with the software of each device asked for, or with hardware alone. */
export function withSoftware(load: Load, isWanted: boolean): Load {
  if (load.of !== 'devices' || !load.software) return load
  if (isWanted) return { ...load, query: { ...load.query, ...load.software.query } }
  const { software: _, ...hardware } = load
  return hardware
}
