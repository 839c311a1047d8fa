import type { Connector } from '../../connect/manifest.ts'
import type { Problem } from '../../lib/errors.ts'
import { identity, type Standing, type Wanted } from '../configuration/rules.ts'
import type { Step } from '../configuration-steps/rules.ts'

type Connectors = ReadonlyMap<string, Connector>

/** What is wrong with files about credentials, and with what names them. */
export const credentialProblems = (connectors: Connectors, there: Standing, wanted: Wanted): Problem[] => [
  ...unknownCredentials(there, wanted),
  ...wanted.credentials.flatMap((file, at) =>
    fileProblems(connectors, file).map(({ field, message }) => ({
      field: `credentials.${at}.${field}`,
      message,
    })),
  ),
]

function unknownCredentials(there: Standing, { credentials, integrations }: Wanted): Problem[] {
  const files = [...there.credentials.map(({ file }) => file), ...credentials]
  const known = new Set(files.map(({ name }) => identity(name)))
  return integrations.flatMap(({ credential }, at) => {
    if (credential === null || known.has(identity(credential))) return []
    const message = `there is no credential "${credential}", and no file of one`
    return [{ field: `integrations.${at}.credential`, message }]
  })
}

function fileProblems(connectors: Connectors, file: Wanted['credentials'][number]): Problem[] {
  const connector = connectors.get(file.connector)
  if (!connector)
    return [{ field: 'connector', message: `must be one of ${[...connectors.keys()].join(', ')}` }]
  return Object.keys(file.settings).flatMap((key) => {
    const message = settingProblem(connector, key)
    return message === undefined ? [] : [{ field: `settings.${key}`, message }]
  })
}

function settingProblem({ name, settings }: Connector, key: string): string | undefined {
  const setting = Object.hasOwn(settings, key) ? settings[key] : undefined
  if (!setting) return `${name} has no such setting`
  return setting.kind === 'secret'
    ? 'is a secret: no file holds one; muster credentials edit takes it'
    : undefined
}

/** What has to be done before a step can be taken, and by which command. */
interface Need {
  readonly name: string
  readonly message: string
  readonly command: string
}

/** What no file can say and a step needs; undefined where it needs nothing. */
export function needOf(connectors: Connectors, step: Step, wanted: Wanted): Need | undefined {
  if (step.noun === 'accounts') return invitation(step, wanted)
  return step.noun === 'credentials' ? secretNeeded(connectors, step, wanted) : undefined
}

function invitation({ verb, at }: Step, wanted: Wanted): Need | undefined {
  const file = wanted.accounts[at]
  if (verb !== 'create' || !file) return undefined
  const { email, name, role } = file
  const command = `muster accounts invite ${email} --name "${name}" --role ${role}`
  return {
    name: email,
    message: `Nobody has the account ${email} yet: who is to have it is invited`,
    command,
  }
}

function secretNeeded(connectors: Connectors, step: Step, wanted: Wanted): Need | undefined {
  const { verb, at, was, name: written, changes } = step
  const file = wanted.credentials[at]
  const connector = file && connectors.get(file.connector)
  if (!file || !connector) return undefined
  const name = was ?? written
  const address = Object.keys(file.settings).find((key) => connector.settings[key]?.kind === 'origin')
  const to = address === undefined ? '' : ` --base-url ${file.settings[address]}`
  if (verb === 'create') {
    const message = `The credential "${name}" is missing, and its secret is in no file`
    return { name, message, command: `muster credentials add ${file.connector} --name "${name}"${to}` }
  }
  if (!changes.some(({ path }) => path === `settings.${address}`)) return undefined
  const message = `The address of "${name}" changes, and its secret is only sent where it was entered for`
  return { name, message, command: `muster credentials edit "${name}"${to}` }
}
