/** Where a server is. */
export interface Where {
  readonly socketPath: string
  readonly origin: string | undefined
}

/** How to reach a server: the page, and its API over the socket, as a line to copy. */
export function servedLines({ socketPath, origin }: Where): string[] {
  const page = origin === undefined ? [] : [`  ${origin}`]
  return [...page, `  curl --unix-socket ${quoted(socketPath)} http://localhost/api/people`]
}

/** A path or a name as a shell takes it. */
export function quoted(path: string): string {
  return /^[\w./:@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
