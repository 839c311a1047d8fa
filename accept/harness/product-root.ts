import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '../..')

/** The product as it is, with a shelf of its own: Planhat without a limit of requests, and smaller pages. */
export interface ProductRoot {
  /** For data folders as well. */
  readonly folder: string
  readonly main: string
  remove(): Promise<void>
}

/** Puts links to the product beside a shelf on which Planhat has pages of this size. */
export async function makeProductRoot(pageSize: number): Promise<ProductRoot> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-accept-'))
  // PostgreSQL may run as somebody else, who has to pass through.
  await chmod(folder, 0o711)
  for (const name of ['src', 'node_modules', 'package.json', 'simulators'])
    await symlink(join(repository, name), join(folder, name))
  await mkdir(join(folder, 'connectors'))
  await writeFile(join(folder, 'connectors', 'planhat.ts'), hastyPlanhat(pageSize))
  return {
    folder,
    main: join(folder, 'src', 'main.ts'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

const hastyPlanhat = (size: number): string => `
import planhat from ${JSON.stringify(join(repository, 'connectors', 'planhat.ts'))}
const { users } = planhat.loads
export default {
  ...planhat,
  http: { ...planhat.http, requestsPerMinute: 1e6 },
  loads: { users: { ...users, paging: { ...users.paging, size: ${size} } } },
}
`
