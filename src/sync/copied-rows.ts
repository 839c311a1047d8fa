/** A record that the mapping could read, on its way to the plan. */
export interface StagedRow {
  /** The record's place in the vendor's list, from 0: what it is known by within its run. */
  readonly number: number
  readonly vendorId: string
  /** What people recognise the record by. */
  readonly label: string
  /** 0 active, 1 inactive, 2 removed. */
  readonly standing: number
  /** Null: the vendor did not say; '': it said none. */
  readonly role: string | null
  readonly active: boolean | null
  /** What the mapping made of it, as JSON text; so are the three after it. */
  readonly row: string
  readonly keys: string | null
  readonly volatile: string | null
  readonly software: string | null
  readonly rowHash: string
  readonly raw: string
  readonly rawHash: string
}

/** Staged rows as COPY reads them: bytes, which weigh less than what they are made from while they wait for the database. */
export interface CopiedRows {
  readonly count: number
  readonly chunks: readonly Uint8Array<ArrayBuffer>[]
}

export const copyStaged = `copy staged (run_id, number, vendor_id, label, standing, role, active, "row", keys, volatile, software, row_hash, raw, raw_hash) from stdin`

const chunkSize = 256 * 1024

/**
 * Collects staged rows for COPY. Each is encoded by itself: one name in another script would make a text of all
 * of them take twice the memory and several times as long.
 */
export function rowCopier(runId: string): { add(row: StagedRow): void; end(): CopiedRows } {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let chunk = Buffer.allocUnsafeSlow(chunkSize)
  let used = 0
  let count = 0
  const close = () => chunks.push(chunk.subarray(0, used))
  return {
    add(row) {
      const line = copyLine(runId, row)
      // A UTF-16 unit is at most three bytes of UTF-8.
      const most = line.length * 3
      if (used + most > chunk.length) {
        close()
        chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, most))
        used = 0
      }
      used += chunk.write(line, used)
      count++
    },
    end() {
      close()
      return { count, chunks }
    },
  }
}

/** One row in the order of the columns. */
function copyLine(runId: string, row: StagedRow): string {
  const { number, standing, rowHash, rawHash } = row
  const [id, label, role] = [copyText(row.vendorId), copyText(row.label), copyOptional(row.role)]
  const active = row.active ?? '\\N'
  const json = `${copyText(row.row)}\t${copyOptional(row.keys)}\t${copyOptional(row.volatile)}\t${copyOptional(row.software)}`
  return `${runId}\t${number}\t${id}\t${label}\t${standing}\t${role}\t${active}\t${json}\t${rowHash}\t${copyText(row.raw)}\t${rawHash}\n`
}

const copyOptional = (text: string | null): string => (text === null ? '\\N' : copyText(text))

const special = /[\\\n\r\t]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text as COPY reads it. */
function copyText(text: string): string {
  return special.test(text) ? text.replace(/[\\\n\r\t]/g, (c) => escapes[c] ?? c) : text
}
