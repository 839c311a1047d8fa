import type { Source } from './source.ts'

/** The floors of the house: a file may import its own folder and the floors below, never beside or above. */
const floors: readonly (readonly string[])[] = [
  ['src/lib'],
  ['src/connect', 'src/vault', 'src/db'],
  ['src/directory'],
  ['src/sync', 'src/kit'],
  ['src/features'],
  ['src/web-server', 'src/worker', 'src/cli'],
  // Puts the shells together; the command line is handed it by `main.ts`.
  ['src/engine.ts'],
  ['src/main.ts'],
]

const features = 4
const shells = 5

/** Each import that does not go down. Tests may look anywhere. */
export function layerComplaints({ path, imports, isTest }: Source): string[] {
  if (isTest) return []
  return imports
    .filter(({ target }) => /^(src|connectors|simulators|test|bench|accept)\//.test(target))
    .filter(({ target, typeOnly }) => !mayImport(path, target, typeOnly))
    .map(({ target }) => `${path} may not import ${target}`)
}

function mayImport(path: string, target: string, typeOnly: boolean): boolean {
  if (/^(bench|accept)\//.test(path)) return true
  if (path.startsWith('connectors/')) return target === 'src/connect/manifest.ts'
  if (path.startsWith('simulators/')) return target.startsWith('simulators/')
  if (path.startsWith('src/client/')) return mayClientImport(target, typeOnly)
  if (path.startsWith('src/web/')) return mayWebImport(path, target, typeOnly)
  return mayFloorImport(path, target)
}

/** The client knows the shapes of what it carries, but none of the server's code. */
function mayClientImport(target: string, typeOnly: boolean): boolean {
  return /^src\/(client|lib)\//.test(target) || (typeOnly && target.startsWith('src/features/'))
}

/** The web app's own floors; a page imports no other page. */
const webFloors = ['ui', 'parts', 'pages', 'app']

/** The web app talks to the server through the client alone, and knows of the rest what JSON looks like. */
function mayWebImport(path: string, target: string, typeOnly: boolean): boolean {
  if (target.startsWith('src/client/')) return true
  if (target.startsWith('src/lib/')) return typeOnly
  if (!target.startsWith('src/web/')) return false
  const from = webFloorOf(path)
  const to = webFloorOf(target)
  if (from === to) return from !== webFloors.indexOf('pages') || pageOf(path) === pageOf(target)
  return to >= 0 && to < from
}

const webFloorOf = (path: string): number => webFloors.indexOf(path.split('/')[2] ?? '')
const pageOf = (path: string): string => path.split('/').slice(0, 4).join('/')

function mayFloorImport(path: string, target: string): boolean {
  const from = floorOf(path)
  if (target.startsWith('connectors/')) return from >= features
  if (target.startsWith('simulators/')) return from >= shells
  if (target.startsWith('src/client/')) return path.startsWith('src/cli/') || path === 'src/main.ts'
  const to = floorOf(target)
  return to >= 0 && (to < from || folderOf(path) === folderOf(target))
}

function floorOf(path: string): number {
  return floors.findIndex((floor) => floor.includes(folderOf(path)))
}

function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/')
}
