const fillers = ['user', 'employee', 'worker', 'person']

/** A label without what people write differently: case, accents, spaces and punctuation. `E-Mail` and `email` are the same. */
export function plainName(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * The name without the "user" or "employee" that vendors put in front of everything, or `undefined`
 * when there is none or nothing would remain. "User Name" is a name of its own: ask for the whole name first.
 */
export function withoutFiller(name: string): string | undefined {
  const filler = fillers.find((word) => name.startsWith(word) && name.length > word.length)
  return filler && name.slice(filler.length)
}

/** Whether a label asks for yes or no, as "Manager?" and "Is Admin" do. */
export function asksYesOrNo(label: string): boolean {
  return /\?\s*$|^\s*(is|has)\b/iu.test(label)
}
