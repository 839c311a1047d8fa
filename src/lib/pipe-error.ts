/** A pipe of an expression cannot take a value. The record fails with this message; nothing else is touched by it. */
export class PipeError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PipeError'
  }
}
