import { AppError } from '../../lib/errors.ts'

interface Cure {
  readonly sign: RegExp
  readonly text: (folder: string) => string
}

/** What PostgreSQL or the system says when the embedded server cannot start, and the way out of it. */
const cures: readonly Cure[] = [
  {
    sign: /no space left on device|ENOSPC|disk quota exceeded|EDQUOT/i,
    text: (folder) =>
      `There is no space left on the disk of ${folder}: free some, or choose another disk with MUSTER_DATA`,
  },
  {
    sign: /read-only file system|EROFS/i,
    text: (folder) =>
      `${folder} is on a read-only disk: choose a folder that can be written with MUSTER_DATA`,
  },
  {
    sign: /could not look up effective user ID/i,
    text: () =>
      'The account that Muster runs as has no name on this machine: give it one in /etc/passwd, or set DATABASE_URL to a PostgreSQL of yours',
  },
  {
    sign: /permission denied|operation not permitted|EACCES|EPERM|wrong ownership/i,
    text: (folder) =>
      `${folder} cannot be used by the account that runs PostgreSQL: give it that folder and a way into it, or choose another with MUSTER_DATA`,
  },
  {
    sign: /address already in use|EADDRINUSE/i,
    text: () =>
      'The port of the embedded PostgreSQL is in use by another program: start again to get another port',
  },
  {
    sign: /could not (create|resize) shared memory|cannot allocate memory|ENOMEM/i,
    text: () =>
      'There is not enough memory to start PostgreSQL: end other programs, or give the container more (shm_size)',
  },
  {
    sign: /pre-existing shared memory block|lock file .* already exists/i,
    text: (folder) =>
      `Another PostgreSQL still works on ${folder}: wait for it to end, or end it, and start again`,
  },
  {
    sign: /ENOTDIR|EEXIST|not a directory|exists but is not empty/i,
    text: (folder) =>
      `${folder} cannot hold a database because something else is there: choose another folder with MUSTER_DATA`,
  },
]

/** The one line for a start that failed, from what was printed meanwhile. The rest is in the log. */
export function startFault(output: string, folder: string, cause?: unknown): AppError {
  const cure = cures.find(({ sign }) => sign.test(output))
  const said =
    output
      .trim()
      .split('\n')
      .findLast((line) => /error|fatal|panic/i.test(line)) ?? lastLine(output)
  const text = cure
    ? cure.text(folder)
    : `PostgreSQL did not start in ${folder} (${said.trim()}): see ${folder}/postgres.log`
  return new AppError('database.start', text, {}, cause)
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) || 'no reason given'
}
