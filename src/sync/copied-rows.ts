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

export const copyStaged = `copy staged (run_id, number, vendor_id, label, standing, role, active, "row", keys, volatile, software, row_hash, raw, raw_hash) from stdin (format binary)`

const columns = 14
const header = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const trailer = Buffer.from([0xff, 0xff])

const chunkSize = 256 * 1024
/** More than a row takes without its texts. */
const bareRow = 256

/**
 * Collects staged rows for COPY, in its binary form: nothing is to be escaped here, or read again by PostgreSQL. Each is
 * encoded by itself: one name in another script would make a text of all of them take twice the memory and several times as long.
 */
export function rowCopier(runId: string): { add(row: StagedRow): void; end(): CopiedRows } {
  const run = runId.replaceAll('-', '')
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let chunk = Buffer.allocUnsafeSlow(chunkSize)
  let used = header.copy(chunk)
  let count = 0
  const close = () => chunks.push(chunk.subarray(0, used))
  return {
    add(row) {
      const most = bareRow + longest(row)
      if (used + most > chunk.length) {
        close()
        chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, most))
        used = 0
      }
      used = putRow(chunk, used, { run, row })
      count++
    },
    end() {
      close()
      chunks.push(trailer)
      return { count, chunks }
    },
  }
}

/** The most bytes that the texts of a row can take: a UTF-16 unit is at most three of UTF-8. */
function longest({ vendorId, label, role, row, keys, volatile, software, raw }: StagedRow): number {
  let units = 0
  for (const text of [vendorId, label, role, row, keys, volatile, software, raw]) units += text?.length ?? 0
  return units * 3
}

/** One row in the order of the columns; like all below, answers where the next thing goes. */
function putRow(
  to: Buffer,
  from: number,
  { run, row }: { readonly run: string; readonly row: StagedRow },
): number {
  let at = to.writeInt16BE(columns, from)
  at = putUuid(to, at, run)
  at = to.writeInt32BE(row.number, to.writeInt32BE(4, at))
  at = putText(to, at, row.vendorId)
  at = putText(to, at, row.label)
  at = to.writeInt16BE(row.standing, to.writeInt32BE(2, at))
  at = putText(to, at, row.role)
  at = row.active === null ? putNull(to, at) : to.writeUInt8(Number(row.active), to.writeInt32BE(1, at))
  at = putJson(to, at, row.row)
  at = putJson(to, at, row.keys)
  at = putJson(to, at, row.volatile)
  at = putJson(to, at, row.software)
  at = putUuid(to, at, row.rowHash)
  at = putText(to, at, row.raw)
  return putUuid(to, at, row.rawHash)
}

const putNull = (to: Buffer, at: number): number => to.writeInt32BE(-1, at)

function putUuid(to: Buffer, at: number, digits: string): number {
  const start = to.writeInt32BE(16, at)
  return start + to.write(digits, start, 'hex')
}

function putText(to: Buffer, at: number, text: string | null): number {
  if (text === null) return putNull(to, at)
  const length = to.write(text, at + 4)
  return to.writeInt32BE(length, at) + length
}

/** A `jsonb` begins with the version of its form. */
function putJson(to: Buffer, at: number, json: string | null): number {
  if (json === null) return putNull(to, at)
  const length = to.write(json, at + 5)
  return to.writeUInt8(1, to.writeInt32BE(length + 1, at)) + length
}
