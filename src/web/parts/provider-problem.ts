const words: Readonly<Record<string, string>> = {
  'sign-in.refused':
    'The identity provider did not vouch for you, or no account here is yours. Ask an administrator to let you in.',
  'sign-in.confirm':
    'The identity provider let you through without asking who you are, which is no proof. Sign out there, then try again.',
  'provider.down': 'The identity provider could not be asked. Try again in a while.',
}

/** Why somebody comes back from an identity provider without what they went for, as the address says. */
export function providerProblem(hash: string): string | undefined {
  const code = new URLSearchParams(hash.slice(1)).get('problem')
  if (code === null) return undefined
  return words[code] ?? 'That did not work. Try again, or sign in another way.'
}
