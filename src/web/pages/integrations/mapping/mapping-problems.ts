import type { Mapping } from '../../../../client/integration.ts'
import type { Problem } from '../../../../lib/errors.ts'

/** What is wrong with a mapping, by what it is about. */
export interface MappingProblems {
  /** By the key of a target. */
  readonly targets: Readonly<Record<string, string>>
  /** By the field of a sync key. */
  readonly syncKeys: Readonly<Record<string, string>>
  /** By the key of a field by path. */
  readonly customFields: Readonly<Record<string, string>>
}

/** The server names problems by their place in the mapping that it was sent; here they get the names of what is there. */
export function mappingProblems(
  problems: readonly Problem[],
  { entries, syncKeys }: Mapping,
): MappingProblems {
  const found = { targets: {}, syncKeys: {}, customFields: {} } satisfies Record<
    string,
    Record<string, string>
  >
  const put = (group: Record<string, string>, key: string | undefined, message: string) => {
    if (key !== undefined) group[key] ??= message
  }
  for (const { field, message } of problems) {
    const [, list, index] = /^mapping\.(entries|syncKeys)\[?\.?(\d+)/.exec(field) ?? []
    if (list === 'entries') put(found.targets, entries[Number(index)]?.target, message)
    else if (list === 'syncKeys') put(found.syncKeys, syncKeys[Number(index)]?.field, message)
    else put(found.customFields, /^mapping\.customFields\.(custom\.[\w-]+)/.exec(field)?.[1], message)
  }
  return found
}
