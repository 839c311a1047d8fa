const shortest = 12
const longest = 1024

/**
 * Why a password cannot be taken, as words after its field's name; undefined when it can. `context` is what everybody
 * would try first: name and e-mail address of its owner.
 */
export type PasswordProblem = (password: string, context: readonly string[]) => Promise<string | undefined>

/** Judges passwords that somebody chooses. */
export function passwordJudge(): PasswordProblem {
  let list: Promise<ReadonlySet<string>> | undefined
  return async (password, context) => {
    const problem = sizeProblem([...password]) ?? contextProblem(password.toLowerCase(), context)
    if (problem !== undefined) return problem
    list ??= readList()
    return isCommon(password.toLowerCase(), await list)
      ? 'must not be one of those that are tried first; choose another'
      : undefined
  }
}

function sizeProblem(letters: readonly string[]): string | undefined {
  if (letters.length < shortest)
    return `must have at least ${shortest} characters; a few words make a good one`
  if (letters.length > longest) return `must have at most ${longest} characters`
  return new Set(letters).size < 5
    ? 'must have more than a few different characters; choose another'
    : undefined
}

function contextProblem(password: string, context: readonly string[]): string | undefined {
  const isIn = wordsOf(['muster', ...context]).some((word) => password.includes(word))
  return isIn ? 'must not hold your name, your e-mail address or "muster"; leave that out' : undefined
}

function wordsOf(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
  return words.filter((word) => word.length >= 4).map((word) => word.toLowerCase())
}

/** Whether it is on the list, as it is or without what people put around a word of it. */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  return common.has(password) || common.has(password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
}

/** Some tens of thousands of words, unpacked when the first password is chosen. */
async function readList(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}
