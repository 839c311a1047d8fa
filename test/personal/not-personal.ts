/**
 * Columns of text and JSON in which no person of the directory stands, by table and with the reason. A new column is named here or,
 * where somebody may stand in it, in `src/directory/erase/personal.ts`, from which erasing and the export are made.
 */
export const notPersonal: Readonly<Record<string, string>> = {
  // Accounts, and what is theirs. Whoever signs in is not erased along: their account is removed by itself.
  account: 'kind name email role state password_hash external_id role_by',
  attempt: 'key',
  session: 'address agent',
  ticket: 'kind',
  token: 'name prefix rights used_from',
  identity: 'subject',
  // Kept by accounts of themselves and others, and never a value of anybody: a chain that nothing can be taken from.
  act: 'way who_id who act noun thing_id thing changes digest tag address agent request',
  change: 'object kind field actor',
  ending: 'name actor',
  duplicate: 'reasons dismissed_by',
  person_merge: 'actor hand',
  // Words of ours, names that a plan is known by, and sentences that tell numbers.
  run: 'state mode actor digest fault timings kind fingerprint released_by rejected_by remarks tries orders orders_before object merge',
  outcome: 'kind reason found_by software',
  staged: 'software',
  notice: 'reason message mail_fault',
  survey: 'state counts fault',
  sample: 'roots',
  source: 'kind',
  repeatable: 'who key tag',
  view: 'list reach role names index_name',
  // Ids alone, of which the shell stays; and what a webhook answered, for as long as the event is kept.
  webhook_event: 'type wanted_by data',
  webhook_delivery: 'state attempts',
  webhook: 'name url events fingerprint state paused_because',
  // How the product is set up. Whoever is named in a condition or a note is found there by nobody.
  credential: 'connector name settings origins fingerprint',
  integration:
    'name connector load selection preference instance state mapping conditions absent limits schedule contacts plan_only paused_because proposal seen_fingerprint',
  field: 'object key label type options usual_label',
  provider: 'label issuer client_id fingerprint default_role group_claim group_roles',
  role: 'key label rights filter hidden_fields',
  scim_group: 'name external_id role',
  saas_application: 'vendor instance price_period currency notes',
  // Of things: whose they are stands in columns of its own.
  device: 'name serial_number asset_tag kind status manufacturer model os os_version location',
  installation: 'version',
  software: 'name publisher',
  software_version: 'version',
  // Marks from which nobody can be read, and what they are made with.
  erasure: 'mark',
  erasure_salt: 'salt',
  schema_migration: 'name checksum',
}
