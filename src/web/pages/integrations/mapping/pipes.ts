/** What a value can go through on its way, with how it is written. */
export const pipeChoices = [
  { pipe: 'trim', text: 'Without spaces around it' },
  { pipe: 'lower', text: 'In lower case' },
  { pipe: 'upper', text: 'In upper case' },
  { pipe: 'title', text: 'Each Word With A Capital' },
  { pipe: 'before("@")', text: 'What stands before a text' },
  { pipe: 'after("@")', text: 'What stands after a text' },
  { pipe: 'replace("a", "b")', text: 'One text replaced by another' },
  { pipe: 'prefix("a")', text: 'With a text before it' },
  { pipe: 'suffix("a")', text: 'With a text after it' },
  { pipe: 'default("none")', text: 'Another value where there is none' },
  { pipe: 'map("a", "b")', text: 'One value for another, by a list' },
  { pipe: 'not', text: 'Yes for no' },
  { pipe: 'number', text: 'As a number' },
  { pipe: 'text', text: 'As text' },
  { pipe: 'first', text: 'The first of a list' },
  { pipe: 'join(", ")', text: 'A list as one text' },
] as const

/** The pipes with one more at their end. */
export const withPipe = (pipes: string | undefined, pipe: string): string =>
  pipes?.trim() ? `${pipes.trim()} | ${pipe}` : pipe
