/** Where a command speaks and asks. Results go out; everything said on the way goes to `err`. */
export interface Terminal {
  /** Writes to standard output as it is, a line end added. */
  out(text: string): void
  /** The same to standard error. */
  err(text: string): void
  /** Draws a line over the last one drawn; the empty text removes it. Does nothing where nobody watches. */
  status(text: string): void
  /** Columns of standard output, where it is a terminal. */
  readonly width: number | undefined
  /** Whether standard output may be coloured. */
  readonly colour: boolean
  /** Asks the person at the terminal; missing where there is none. */
  readonly ask: Ask | undefined
}

export interface Ask {
  /** A text that is not shown while it is typed; undefined when the person gives up. */
  secret(question: string): Promise<string | undefined>
  /** False also when the person gives up. */
  yes(question: string): Promise<boolean>
}
