/** Where a server is. */
export interface Where {
  readonly dataFolder: string
  readonly socketPath: string
  readonly origin: string | undefined
}

/** How to ask a server over its socket, and over TCP if it has a port, as lines to copy. */
export function servedLines({ dataFolder, socketPath, origin }: Where): string[] {
  const overSocket = `  curl --unix-socket ${quoted(socketPath)} http://localhost/api/people`
  if (origin === undefined) return [overSocket]
  // The token is read by the shell, so that it is never shown.
  const token = `"Authorization: Bearer $(cat ${quoted(`${dataFolder}/access-token`)})"`
  return [overSocket, `  curl -H ${token} ${origin}/api/people`]
}

/** A path or a name as a shell takes it. */
export function quoted(path: string): string {
  return /^[\w./:@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
