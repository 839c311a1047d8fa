import { type ActRow, type End, type Ends, factColumns } from './store.ts'

/** The text that the MAC of an act is of: every column, in this order, after the MAC of the act before. */
export function chained(before: Buffer, row: Omit<ActRow, 'mac'>): string {
  return JSON.stringify([
    before.toString('hex'),
    row.epoch,
    row.number,
    row.at,
    ...factColumns.map((column) => row[column]),
  ])
}

/** The text that the signature of an end of the chain is of. */
export const endText = (which: 'head' | 'stub', number: number, mac: Buffer): string =>
  JSON.stringify([which, number, mac.toString('hex')])

/** A place of the chain that was written down elsewhere. */
export interface Anchor {
  readonly number: number
  readonly mac: string
}

/** What a chain is verified with. */
export interface Trust {
  /** The highest epoch of keys there is. */
  readonly epoch: number
  readonly anchors: readonly Anchor[]
  macOf(epoch: number, text: string): Buffer
}

/** The first act at which something is wrong, and what. */
export interface Bad {
  readonly number: number
  readonly message: string
}

/** What an act is chained to. */
export type Link = Pick<ActRow, 'number' | 'mac' | 'epoch'>

/** What is wrong with what is left of acts that were dropped. */
export function badStub({ stub }: Ends, trust: Trust): Bad | undefined {
  if (!stub) return undefined
  const isOurs = isSigned('stub', stub, trust) && !contradicted(stub, trust)
  return isOurs
    ? undefined
    : { number: stub.number, message: 'what is left of dropped acts was not written by Muster' }
}

/** What is wrong with an act, as the one after another. */
export function badLink(row: ActRow, before: Link, trust: Trust): Bad | undefined {
  const expected = before.number + 1
  if (row.number !== expected) return { number: expected, message: 'is missing' }
  const bad = (message: string) => ({ number: row.number, message })
  if (row.epoch < before.epoch || row.epoch > trust.epoch) return bad('names a key that was not in use then')
  if (!row.mac.equals(trust.macOf(row.epoch, chained(before.mac, row))))
    return bad('was changed, or is not what followed on the act before it')
  if (contradicted(row, trust)) return bad('is another than the one that was anchored')
  return undefined
}

/** What is wrong with the end of a chain whose acts are good. */
export function badHead({ head, stub, last }: Ends, trust: Trust): Bad | undefined {
  const end = last ?? stub?.number ?? 0
  const known = Math.max(head?.number ?? 0, ...trust.anchors.map(({ number }) => number))
  if (known > end) return { number: end + 1, message: `is missing: there were ${known} acts` }
  if (!head) return { number: end, message: 'may not be the last act: the head of the chain is gone' }
  if (end === 0 && head.signature === null) return undefined
  if (head.number === end && isSigned('head', head, trust)) return undefined
  return { number: end, message: 'is not the last act, or the head of the chain was not written by Muster' }
}

const isSigned = (
  which: 'head' | 'stub',
  { number, mac, signature }: End,
  { epoch, macOf }: Trust,
): boolean => signature?.equals(macOf(epoch, endText(which, number, mac))) ?? false

const contradicted = ({ number, mac }: Pick<Link, 'number' | 'mac'>, { anchors }: Trust): boolean =>
  anchors.some((anchor) => anchor.number === number && anchor.mac !== mac.toString('hex'))
