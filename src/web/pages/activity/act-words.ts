/** The kinds of things that something is done to, as people call them. */
export const nounWords: Readonly<Record<string, string>> = {
  account: 'account',
  person: 'person',
  device: 'device',
  duplicate: 'suggested duplicate',
  group: 'group',
  session: 'session',
  role: 'role',
  token: 'API token',
  provider: 'identity provider',
  'sign-in': 'sign-in',
  credential: 'credential',
  field: 'field',
  integration: 'integration',
  sample: 'sample',
  run: 'run',
  notice: 'notice',
  mail: 'e-mail',
  configuration: 'configuration',
  webhook: 'webhook',
  view: 'view',
  'saas-application': 'SaaS application',
  'saas-user': 'SaaS user',
  activity: 'activity',
}

const verbs: Readonly<Record<string, string>> = {
  made: 'made',
  edited: 'changed',
  deleted: 'deleted',
  removed: 'deleted',
  ended: 'ended',
  shared: 'shared',
  tested: 'tested',
  paused: 'paused',
  resumed: 'let go on',
  applied: 'applied',
  planned: 'planned',
  replayed: 'sent messages again to',
  rotated: 'made a new secret for',
  surveyed: 'surveyed',
  seen: 'saw',
  verified: 'verified',
  invited: 'invited',
  archived: 'archived',
  erased: 'erased',
  merged: 'merged somebody into',
  split: 'took somebody out of',
  restored: 'restored',
  dismissed: 'dismissed',
}

/** Acts that noun and verb alone would tell badly. */
const phrases: Readonly<Record<string, string>> = {
  'session.begun': 'signed in',
  'session.confirmed': 'showed again who they are',
  'session.ended': 'signed out',
  'session.ended-elsewhere': 'signed out elsewhere',
  'account.sign-in-refused': 'was refused at sign-in, for the account',
  'account.signed-out': 'signed out everywhere the account',
  'account.set-up': 'set Muster up, with the account',
  'account.welcomed': 'chose a password for the account',
  'account.provisioned': 'made the account',
  'account.linked': 'let in, for the first time, whoever has the account',
  'account.reset': 'made a link to a new password for the account',
  'account.reset-asked': 'asked for a link to a new password for the account',
  'account.link-made': 'made a sign-in link for the account',
  'account.password-changed': 'changed the password of the account',
  'account.totp-begun': 'began two-step sign-in for the account',
  'account.totp-set': 'turned two-step sign-in on for the account',
  'account.totp-ended': 'turned two-step sign-in off for the account',
  'run.asked': 'asked for a run of',
  'run.applied': 'applied the plan of a run of',
  'run.released': 'released the plan of a run of',
  'run.rejected': 'rejected the plan of a run of',
  'run.cancelled': 'cancelled a run of',
  'run.held': 'asked for a run that is held, of',
  'run.failed': 'asked for a run that failed, of',
  'run.undo-asked': 'asked to take back a run of',
  'mail.tested': 'sent themselves a test letter',
  'sign-in.edited': 'changed which ways to sign in there are',
  'activity.dropped': 'dropped old acts',
  'activity.verified': 'verified all acts',
  'sample.made': 'took a sample',
  'field.order-proposed': 'proposed another order of sources for the field',
  'field.ordered': 'put the fields of people in another order',
}

/** What was done, as what follows on a name: "changed the role". An act that is not known stands as it is. */
export function actText(act: string): string {
  const phrase = phrases[act]
  if (phrase !== undefined) return phrase
  const [noun = '', verb = ''] = act.split('.')
  const [said, thing] = [verbs[verb], nounWords[noun]]
  return said && thing ? `${said} the ${thing}` : act
}

const ways: Readonly<Record<string, string>> = {
  session: 'in a browser',
  token: 'with an API token',
  socket: 'on the machine itself',
  worker: 'in the background',
  nobody: 'without an account',
}

/** How whoever acted came. */
export const wayText = (way: string): string => ways[way] ?? way

const pages: Readonly<Record<string, string>> = {
  integration: '/integrations',
  run: '/runs',
  role: '/roles',
  field: '/fields',
  person: '/people',
  device: '/hardware',
  webhook: '/webhooks',
  'saas-application': '/saas',
}

/** Where a thing can be looked at, if it has a page. */
export function pageOf(noun: string, id: string | null): string | undefined {
  const page = pages[noun]
  return page && id ? `${page}/${encodeURIComponent(id)}` : undefined
}
