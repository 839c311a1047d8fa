import {
  type Complaints,
  choosesNoHost,
  isPlainData,
  knowsItsFields,
  namesNobodyReal,
  usesItsSettings,
} from './description-promises.ts'
import type { Subject } from './fixture.ts'
import {
  checksItsCredential,
  readsItsFixture,
  takesNoErrorForEmpty,
  tellsRefusalsApart,
} from './reading-promises.ts'

/** What every connector is held to. A new vendor needs no test of its own. */
export const promises: Readonly<Record<string, (subject: Subject) => Complaints | Promise<Complaints>>> = {
  'is plain data': isPlainData,
  'uses the settings it asks for, and no others': usesItsSettings,
  'lets no setting choose the host unchecked': choosesNoHost,
  'suggests only fields it has, and can read all its expressions': knowsItsFields,
  'reads its fixture to the end and nothing else, and the facts are these': readsItsFixture,
  'tells refusals apart': tellsRefusalsApart,
  'takes no error page for an empty list': takesNoErrorForEmpty,
  'checks its credential, in words for people': checksItsCredential,
  'has nobody real in its fixture': namesNobodyReal,
}

/** Everything that speaks against a connector; a promise that cannot be looked at is not kept. */
export async function complaintsAbout(subject: Subject): Promise<Complaints> {
  const looked = Object.values(promises).map(async (promise) => promise(subject))
  const all = await Promise.allSettled(looked)
  return all.flatMap((one) => (one.status === 'fulfilled' ? one.value : [String(one.reason)]))
}
