import { fieldOf } from '../../directory/field.ts'
import { invalid, type Problem } from '../../lib/errors.ts'
import {
  identity,
  type Noun,
  nameOf,
  nouns,
  type Standing,
  type There,
  type Wanted,
} from '../configuration/rules.ts'
import { arranged, contents, differences, fieldOrder, type Step } from '../configuration-steps/rules.ts'

type AnyFile = Wanted[Noun][number]

/** What differs between what is there and what files say. Throws `input.invalid` for what cannot be changed. */
export function compare(there: Standing, wanted: Wanted, prune: boolean): Step[] {
  const order = fieldOrder(there, wanted)
  const fields = wanted.fields.map((file) => {
    const place = order.indexOf(file.key) + 1
    return place === 0 ? file : { ...file, order: place }
  })
  const standing = { ...there, layouts: layoutsAfter(there, wanted) }
  const pairs = pairUp(standing, { ...wanted, fields, layouts: wanted.layouts.map(wholeLayout(standing)) })
  const steps = pairs.flatMap(stepOf)
  const problems = [
    ...pairs.flatMap(nameProblems),
    ...steps.flatMap(changeProblems),
    ...layoutProblems(standing, wanted),
  ]
  if (problems.length > 0) throw invalid(problems)
  if (!prune) return steps
  const left = leftOver(there, wanted).filter((one) => whyKept(one, there, wanted) === undefined)
  return [...steps, ...left.toReversed().map(deletion)]
}

type Layout = Wanted['layouts'][number]

/** Layouts once the new fields of files are there: at the end. */
const layoutsAfter = (there: Standing, { fields }: Wanted): There<'layouts'>[] =>
  there.layouts.map(({ id, file }) => {
    const known = new Set(there.fields.map(({ file: { key } }) => key))
    const fresh = fields.flatMap(({ key }) =>
      !known.has(key) && fieldOf(key).object === file.object ? key : [],
    )
    return { id, file: { ...file, fields: [...file.fields, ...new Set(fresh)] } }
  })

const keysIn = ({ layouts }: Pick<Standing, 'layouts'>, { object }: Layout): readonly string[] =>
  layouts.find(({ file }) => file.object === object)?.file.fields ?? []

/** A layout with the fields that it leaves out, in their places. */
const wholeLayout =
  (standing: Standing) =>
  (file: Layout): Layout => ({
    ...file,
    fields: arranged(keysIn(standing, file), file),
  })

function layoutProblems(standing: Standing, { layouts }: Wanted): Problem[] {
  return layouts.flatMap((file, at) => {
    // A retired field may be named, as by files from before it was.
    const own = standing.fields.map(({ file: { key } }) => key)
    const known = new Set([
      ...keysIn(standing, file),
      ...own.filter((key) => fieldOf(key).object === file.object),
    ])
    return file.fields.flatMap((key, place) => {
      const message = !known.has(key)
        ? `there is no field "${key}"`
        : file.fields.indexOf(key) < place
          ? 'is named twice'
          : undefined
      return message ? [{ field: `layouts.${at}.fields.${place}`, message }] : []
    })
  })
}

/** A file, and what is there under its name, or under the one before. */
interface Pair {
  readonly noun: Noun
  readonly at: number
  readonly file: AnyFile
  readonly own: There | undefined
  readonly old: There | undefined
  readonly isNamedTwice: boolean
}

const pairUp = (there: Standing, wanted: Wanted): Pair[] =>
  nouns.flatMap((noun) => {
    const known = new Map<string, There>(there[noun].map((one) => [identity(nameOf(one.file)), one]))
    const names = wanted[noun].map((file) => identity(nameOf(file)))
    return wanted[noun].map((file: AnyFile, at: number) => ({
      ...{ noun, at, file },
      own: known.get(identity(nameOf(file))),
      old: 'was' in file && file.was !== undefined ? known.get(identity(file.was)) : undefined,
      isNamedTwice: names.indexOf(identity(nameOf(file))) < at,
    }))
  })

function nameProblems({ noun, at, file, own, old, isNamedTwice }: Pair): Problem[] {
  const place = `${noun}.${at}`
  const twice = {
    field: `${place}.${['key', 'object'].find((name) => name in file) ?? 'name'}`,
    message: 'is that of another file, too',
  }
  const both = own && old && own !== old && [nameOf(own.file), nameOf(old.file)]
  const message = both && `there are both "${both[0]}" and "${both[1]}"; leave out "was", or delete one`
  return [...(isNamedTwice ? [twice] : []), ...(message ? [{ field: `${place}.was`, message }] : [])]
}

function stepOf({ noun, at, file, own, old }: Pair): Step[] {
  const name = nameOf(file)
  const before = own ?? old
  if (!before) return [{ noun, verb: 'create', name, was: null, changes: contents(file), id: undefined, at }]
  const changes = differences(before.file, meant(before.file, file))
  if (changes.length === 0) return []
  const was = nameOf(before.file)
  return [{ noun, verb: 'change', name, was: was === name ? null : was, changes, id: before.id, at }]
}

/** A file with what it does not say and stays as it is. */
function meant(before: AnyFile, file: AnyFile): object {
  if ('settings' in before && 'settings' in file)
    return { ...file, origins: before.origins, settings: { ...before.settings, ...file.settings } }
  if ('mandatory' in before && 'mandatory' in file) return { ...file, type: file.type ?? before.type }
  if ('load' in before && 'load' in file) {
    const { selection = before.selection, schedule = before.schedule } = file
    return { ...file, selection, schedule }
  }
  return file
}

const fixed: Readonly<Partial<Record<Noun, { readonly one: string; readonly paths: readonly string[] }>>> = {
  fields: { one: 'field', paths: ['type', 'unique'] },
  credentials: { one: 'credential', paths: ['connector'] },
  integrations: { one: 'integration', paths: ['connector', 'load'] },
}

const changeProblems = ({ noun, at, verb, changes }: Step): Problem[] =>
  changes
    .filter(({ path }) => verb === 'change' && fixed[noun]?.paths.includes(path))
    .map(({ path }) => ({
      field: `${noun}.${at}.${path}`,
      message: `cannot be changed; make another ${fixed[noun]?.one}`,
    }))

type LeftOver = There & { readonly noun: Noun }

function leftOver(there: Standing, wanted: Wanted): LeftOver[] {
  const used = new Set(pairUp(there, wanted).map(({ own, old }) => own ?? old))
  const left = nouns.flatMap((noun) =>
    there[noun].filter((one) => !used.has(one)).map((one) => ({ ...one, noun })),
  )
  return left.filter(({ noun, isUsual }) => noun !== 'layouts' && !isUsual)
}

/** What no file tells of, and why it stays. */
export const keptOf = (there: Standing, wanted: Wanted, prune: boolean) =>
  leftOver(there, wanted).flatMap((one) => {
    const why = whyKept(one, there, wanted) ?? (prune ? undefined : 'no file tells of it; --prune deletes it')
    return why === undefined ? [] : [{ noun: one.noun, name: nameOf(one.file), message: why }]
  })

function whyKept({ noun, file }: LeftOver, there: Standing, wanted: Wanted): string | undefined {
  if (noun === 'fields') return 'no file tells of it; fields stay, because people have values in them'
  if (noun === 'accounts') return 'no file tells of it; an account goes with muster accounts remove'
  if (noun !== 'credentials') return undefined
  const named = new Set(wanted.integrations.map(({ name }) => identity(name)))
  const staying = there.integrations.map((one) => one.file).filter(({ name }) => named.has(identity(name)))
  const user = [...staying, ...wanted.integrations].find(
    ({ credential }) => credential !== null && identity(credential) === identity(nameOf(file)),
  )
  return user && `no file tells of it; it stays, because "${user.name}" uses it`
}

const deletion = ({ noun, file, id }: LeftOver): Step => ({
  ...{ noun, verb: 'delete', name: nameOf(file), was: null, changes: [], id, at: -1 },
})
