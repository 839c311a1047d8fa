import type { Integration } from '../../client/integration.ts'

const words: Readonly<Record<string, string>> = {
  credentialId: 'credential',
  selection: 'choice of what is written',
  absent: 'choice of what becomes of those who are gone',
}

/** A waiting change of configuration by its parts, as in "the changed mapping and conditions". */
export function changeText({ changes }: NonNullable<Integration['proposal']>): string {
  const parts = changes.map((change) => words[change] ?? change)
  return `the changed ${new Intl.ListFormat('en').format(parts)}`
}
