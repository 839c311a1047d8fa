import type { Client } from '../../client/client.ts'
import type { Integration } from '../../client/integration.ts'
import { invalid, type Problem } from '../../lib/errors.ts'
import { plainText } from '../text/plain-text.ts'
import { quoted } from '../text/served.ts'
import { unlike, type Wishes, wishesText } from './wishes.ts'

/** What was asked for beside a run of an integration that is set up. */
interface Asked {
  readonly wishes: Wishes
  readonly baseUrl?: string | undefined
  readonly tokenFile?: string | undefined
}

/** Refuses whatever would change an integration that is set up. Throws `input.invalid` naming the command that does it. */
export async function refuseChanges(client: Client, integration: Integration, asked: Asked): Promise<void> {
  const problems = [...changesOf(integration, asked.wishes), ...(await movesOf(client, integration, asked))]
  if (problems.length > 0) throw invalid(problems)
}

function changesOf(integration: Integration, wishes: Wishes): Problem[] {
  const typed = wishesText(unlike(integration, wishes))
  if (typed === '') return []
  return [refusal(typed, integration.name, `integrations edit ${quoted(integration.name)} ${typed}`)]
}

async function movesOf(
  client: Client,
  { credentialId, name }: Integration,
  { baseUrl, tokenFile }: Asked,
): Promise<Problem[]> {
  const kept = (await client.credentials.list()).items.find(({ id }) => id === credentialId)
  const moves = baseUrl !== undefined && !Object.values(kept?.settings ?? {}).includes(baseUrl)
  const typed = [moves && `--base-url ${quoted(baseUrl)}`, tokenFile && `--token-file ${quoted(tokenFile)}`]
    .filter(Boolean)
    .join(' ')
  return typed === '' ? [] : [refusal(typed, name, `credentials edit ${quoted(kept?.name ?? name)} ${typed}`)]
}

const refusal = (field: string, name: string, command: string): Problem => ({
  field,
  message: `"${plainText(name)}" is set up already; to change it: muster ${command}`,
})
