import type { Session } from '../session.ts'
import { heading } from '../text/heading.ts'

/** Tells a story in numbered chapters; silent where one JSON document is wanted. */
export interface Chapters {
  /** A heading, and a sentence about what to look at. */
  begin(title: string, look?: string): void
  say(text: string): void
}

export function chapters({ terminal, json }: Pick<Session, 'terminal' | 'json'>): Chapters {
  let number = 0
  const say = (text: string) => {
    if (!json) terminal.out(text)
  }
  return {
    begin: (title, look) => {
      number++
      say(heading(terminal, `${number}  ${title}`))
      if (look !== undefined) say(`  ${look}\n`)
    },
    say,
  }
}
