import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../lib/errors.ts'
import { requestDetail, trouble } from './trouble.ts'

/** How much of one answer is taken in. */
export interface IntakeLimits {
  /** Bytes, compressed and decompressed alike. */
  readonly bytes: number
  /** Decompressed bytes to one compressed byte, judged once `freeBytes` came out. */
  readonly ratio: number
  readonly freeBytes: number
}

export const intakeLimits: IntakeLimits = { bytes: 32 * 2 ** 20, ratio: 200, freeBytes: 2 ** 20 }

/** A body on its way in. */
export interface Incoming {
  readonly url: URL
  readonly body: Readable
  readonly encoding: string | undefined
  readonly length: string | undefined
}

/**
 * Takes in a body, unpacking at most one layer of gzip, and stops at the first byte too many.
 * Throws `vendor.too-large`, and `vendor.odd` for an encoding nobody asked for.
 */
export async function takeIn(incoming: Incoming, limits: IntakeLimits): Promise<Buffer> {
  const encoding = incoming.encoding?.trim().toLowerCase() || 'identity'
  try {
    if (Number(incoming.length) > limits.bytes) throw tooLarge(incoming.url, limits)
    if (encoding === 'identity') return await takePlain(incoming, limits)
    if (encoding === 'gzip') return await takeGzip(incoming, limits)
    throw strangeEncoding(incoming.url)
  } finally {
    incoming.body.on('error', ignore).destroy()
  }
}

async function takePlain({ url, body }: Incoming, limits: IntakeLimits): Promise<Buffer> {
  const chunks: Buffer[] = []
  await pipeline(body, (source: AsyncIterable<Buffer>) => keep({ url, source, chunks, limits }))
  return Buffer.concat(chunks)
}

async function takeGzip({ url, body }: Incoming, limits: IntakeLimits): Promise<Buffer> {
  const wire: Wire = { bytes: 0 }
  const chunks: Buffer[] = []
  await pipeline(
    body,
    (source: AsyncIterable<Buffer>) => counted(source, wire),
    createGunzip(),
    (source: AsyncIterable<Buffer>) => keep({ url, source, chunks, limits, wire }),
  )
  return Buffer.concat(chunks)
}

interface Wire {
  bytes: number
}

interface Keeping {
  readonly url: URL
  readonly source: AsyncIterable<Buffer>
  readonly chunks: Buffer[]
  readonly limits: IntakeLimits
  readonly wire?: Wire
}

async function* counted(source: AsyncIterable<Buffer>, wire: Wire): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    wire.bytes += chunk.length
    yield chunk
  }
}

async function keep({ url, source, chunks, limits, wire }: Keeping): Promise<void> {
  let total = 0
  for await (const chunk of source) {
    total += chunk.length
    if (total > limits.bytes) throw tooLarge(url, limits)
    if (wire && total > limits.freeBytes && total > wire.bytes * limits.ratio) throw bomb(url, limits)
    chunks.push(chunk)
  }
}

function tooLarge(url: URL, { bytes }: IntakeLimits): AppError {
  return trouble(url, 'size', `${url.host} sent more than ${Math.floor(bytes / 2 ** 20)} MiB in one answer.`)
}

function bomb(url: URL, { ratio }: IntakeLimits): AppError {
  const text = `${url.host} sent an answer that grows more than ${ratio} times when it is unpacked.`
  return trouble(url, 'ratio', text)
}

function strangeEncoding(url: URL): AppError {
  const text = `${url.host} packed its answer in a way we did not ask for. A proxy in between may do that.`
  return new AppError('vendor.odd', text, requestDetail(url))
}

/** The failure was already told by the pipeline. */
function ignore(): void {}
