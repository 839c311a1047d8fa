import { inspect } from 'node:util'

/**
 * A secret in memory. However it is printed, logged, joined or turned into JSON it says `[secret]`;
 * only `open()` gives it away, and only the HTTP door and the vault call that.
 */
export class Secret {
  readonly #plain: string

  constructor(plain: string) {
    this.#plain = plain
  }

  open(): string {
    return this.#plain
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}
