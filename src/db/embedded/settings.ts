import { statfsSync } from 'node:fs'

/** Settings of PostgreSQL by name, as they stand in `postgresql.conf`. */
export type Settings = Readonly<Record<string, string>>

const MiB = 1024 ** 2

/**
 * How the embedded server runs on a machine with this much memory (bytes). Only what differs from
 * PostgreSQL's own defaults; an administrator's lines in `postgresql.conf` win over these.
 */
export function tunedSettings(memory: number, sharedMemory = sharedMemoryRoom()): Settings {
  return {
    fsync: 'on',
    max_connections: '100',
    shared_buffers: `${clamp(memory / 8 / MiB, 32, 256)}MB`,
    effective_cache_size: `${clamp(memory / 2 / MiB, 64, 65_536)}MB`,
    maintenance_work_mem: `${clamp(memory / 32 / MiB, 16, 256)}MB`,
    work_mem: '16MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    // No replicas hang on the embedded server, so the log need not carry what they would read.
    wal_level: 'minimal',
    max_wal_senders: '0',
    // Containers often come with 64 MB of shared memory, too little for one parallel hash join.
    ...(sharedMemory < 512 * MiB ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...logSettings,
  }
}

/** Terse and without statements, because both quote people's values. */
const logSettings: Settings = {
  logging_collector: 'off',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  lc_messages: 'C',
}

/** Settings as lines of a configuration file. */
export function settingsFile(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'\n`)
    .join('')
}

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.min(high, Math.max(low, value)))
}

/** Bytes of POSIX shared memory; only Linux keeps it in a file system that can be full. */
function sharedMemoryRoom(): number {
  if (process.platform !== 'linux') return Number.POSITIVE_INFINITY
  const { bsize, blocks } = statfsSync('/dev/shm')
  return bsize * blocks
}
