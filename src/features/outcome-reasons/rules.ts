import type { RunRow } from '../runs/store.ts'

const reasons: Readonly<Record<string, string>> = {
  record: 'The record cannot be read',
  mapping: 'The mapping cannot take the record',
  conditions: 'The conditions leave it out',
  duplicate: 'The vendor listed this id before; the first one counts',
  not_stored:
    'What the vendor said of it is not stored, so it stays as it is; the next run looks at it again',
  no_key:
    'It has no value in any sync key, so nobody can be found or created for it; add another sync key, or map one by an expression that falls back on another value',
  no_match: 'Nobody has its sync keys, and the integration only updates',
  exists: 'The person exists, and the integration only creates',
  erased: 'It is of somebody who was erased, so nothing of it is kept',
  archived: 'The person is archived, and stays untouched until they are restored',
  comes_back: 'An undo had archived the person, who comes back',
  present: 'The person is not archived',
  merged: 'The person became part of somebody',
  no_object: 'There is nothing of this id that you may edit',
  no_address: 'It has no e-mail address by which a person could be found',
  nobody: 'Nobody in the directory has its e-mail address',
  owned: 'It is somebody’s already',
  needs_none: 'Somebody said that it needs no person',
  kept: 'The value stays as it is, from now on whatever a source says',
  filled: 'A source would fill the field again',
  returned: 'The vendor lists it again',
  linked: 'It is the record of a person who was there already',
  same_object: 'Another record of the list speaks for the same person',
  keys_disagree: 'Its sync keys point to different people',
  mandatory: 'A mandatory field would be empty',
  taken: 'A unique value belongs to somebody else',
  privileged: 'It would change a person whose role may write; look at a plan and apply it',
  address_reused:
    'It comes under a new id, and whoever has its sync key is gone from this list: the same person, or another with their address? Look at a plan and apply it, or change the key of one of them',
  object_failed: 'The record that speaks for this person failed',
  gone_again: 'It is gone, as it was before that run',
  changed_since: 'It was changed since, and stays as it is',
  other_record: 'Another record, which stays, speaks for this person, too',
  stays: 'The person stays, and gets what the other has',
  joins: 'The person becomes part of the other: records, SaaS users and history go along',
  gives_back: 'What came along from the other goes back',
  apart: 'The person stands alone again, with what came along',
}

const deviceReasons: Readonly<Record<string, string>> = {
  ...reasons,
  no_key:
    'It has no value in any sync key, so no device can be found or created for it; add another sync key, or map one by an expression or a field that falls back on another value, such as Serial Number or UUID',
  no_match: 'No device has its sync keys, and the integration only updates',
  exists: 'The device exists, and the integration only creates',
  archived: 'The device is archived, and stays untouched until it is restored',
  comes_back: 'An undo had archived the device, which comes back',
  present: 'The device is not archived',
  no_object: 'There is no device of this id that you may edit',
  linked: 'It is the record of a device that was there already',
  same_object: 'Another record of the list speaks for the same device',
  keys_disagree: 'Its sync keys point to different devices',
  taken: 'A unique value belongs to another device',
  object_failed: 'The record that speaks for this device failed',
  other_record: 'Another record, which stays, speaks for this device, too',
}

const applicationReasons: Readonly<Record<string, string>> = {
  ...reasons,
  archived: 'The SaaS application is archived and stays untouched; restore it to change it',
  present: 'The SaaS application is not archived',
  no_object: 'There is no SaaS application of this id',
  mandatory: 'A price needs its period and its currency',
}

const textsOf = { person: reasons, device: deviceReasons, saas_application: applicationReasons } as const

/** Why a record was skipped, failed or held, for people, by the word of the plan; with the sync keys by name where they are known. */
export function reasonsOf(
  object: RunRow['object'],
  syncKeys: readonly string[],
): Readonly<Record<string, string>> {
  const texts = textsOf[object]
  const { no_key = '' } = texts
  return {
    ...texts,
    no_key: syncKeys.length > 0 ? no_key.replace('sync key', `sync key (${syncKeys.join(', ')})`) : no_key,
  }
}
