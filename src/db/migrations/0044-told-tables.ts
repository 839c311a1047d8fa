import type { Migration } from '../migration.ts'

type Told = Readonly<
  Record<string, { readonly is: string; readonly columns: Readonly<Record<string, string>> }>
>

const at = { created_at: 'When it was made', updated_at: 'When it last changed' }

/** What the tables that a report reads are, column by column, in the words of the product. */
const tables: Told = {
  person: {
    is: 'People: one row each, with a column for every field, the customer’s own among them',
    columns: {
      id: 'Stays the same for ever; the API shows it as per_…',
      username: 'What people are known by; no two have the same in any case of letters',
      username_key: 'The username in lower case',
      email: 'The e-mail address; no two have the same in any case of letters',
      email_key: 'The e-mail address in lower case',
      first_name: 'First name',
      last_name: 'Last name',
      display_name: 'How they want to be called',
      role: 'The key of their role, in the table role',
      employment_status: 'active, on leave or left',
      title: 'What they do',
      department: 'Where they work in the organisation',
      manager: 'Who they report to, as the source says it',
      location: 'Where they work',
      phone: 'Telephone number',
      start_date: 'First day',
      end_date: 'Last day',
      archived_at:
        'Since when they are archived; empty: they are not. Lists and reports leave the archived out unless asked',
      merged_into: 'The person they became part of',
      ...at,
    },
  },
  role: {
    is: 'What accounts may do; every person has one, which means nothing until they sign in',
    columns: {
      key: 'What other tables name it by',
      label: 'What it is called',
      writes: 'Whether it may change anything',
      position: 'Its place among the others',
      rights: 'What it may do; empty: of a role that comes with the product',
      filter: 'Which people it sees; empty: all',
      hidden_fields: 'The fields that are hidden from it',
    },
  },
  device: {
    is: 'Hardware: one row each, with a column for every field, the customer’s own among them',
    columns: {
      id: 'Stays the same for ever',
      name: 'What it is called',
      serial_number: 'The serial number; no two have the same in any case of letters',
      serial_number_key: 'The serial number in lower case',
      asset_tag: 'The number on its label; no two have the same in any case of letters',
      asset_tag_key: 'The number on its label in lower case',
      kind: 'laptop, desktop, server, phone, tablet, virtual machine or other',
      status: 'in use, in stock, in repair, lost or retired',
      manufacturer: 'Who made it',
      model: 'Which one it is',
      os: 'Its operating system',
      os_version: 'The version of that',
      owner: 'Whose it is, as the source says it: a username or an e-mail address',
      owner_key: 'The owner in lower case, which is username_key or email_key of a person',
      last_seen: 'When it was last seen',
      location: 'Where it is',
      purchase_date: 'When it was bought',
      warranty_until: 'The last day of its warranty',
      archived_at: 'Since when it is archived; empty: it is not',
      ...at,
    },
  },
  software: {
    is: 'Titles of software, whatever their versions',
    columns: {
      id: 'Stays the same for ever',
      name: 'What it is called',
      publisher: 'Who publishes it; an empty text: nobody says',
      created_at: at.created_at,
    },
  },
  installation: {
    is: 'What a source says is installed on a device; what is no longer there stays, with the time at which it was missed',
    columns: {
      device_id: 'The device',
      source_id: 'Who says it',
      software_id: 'The title',
      version: 'Its version; an empty text: the source does not say',
      run_id: 'The run that found it first',
      made_at: 'When it was found first',
      gone_at: 'Since when it is no longer there; empty: it is',
      gone_run_id: 'The run that missed it',
    },
  },
  saas_application: {
    is: 'Applications at vendors in which people have accounts, and what was bought of them',
    columns: {
      id: 'The API shows it as app_…',
      vendor: 'The name of its connector',
      instance: 'Which one, where a vendor has several; otherwise an empty text',
      created_at: at.created_at,
      seats: 'Seats that were bought; empty: not known',
      seat_price: 'What one seat costs in a period',
      price_period: 'month or year',
      currency: 'ISO 4217, such as EUR',
      renewal_date: 'When the contract renews',
      owner_id: 'The person who answers for it',
      notes: 'Whatever else is to be known',
    },
  },
  saas_user: {
    is: 'Accounts at SaaS applications, one row each, whether somebody is known to own them or not',
    columns: {
      id: 'The API shows it as usr_…',
      application_id: 'The application it is an account of',
      vendor_id: 'What the vendor knows it by; unique in its application',
      person_id: 'Whose it is; empty: nobody is known to own it',
      label: 'What the vendor calls it',
      role: 'Its role at the vendor, in the vendor’s words',
      active: 'Whether it can be used; empty: the vendor does not say',
      run_id: 'The run that found it first',
      gone_at: 'Since when the vendor no longer lists it; empty: it does',
      unmaintained_at: 'Since when no integration loads it any more',
      ...at,
    },
  },
  saas_count: {
    is: 'How many accounts each application has; kept by a trigger, so that nobody has to count',
    columns: {
      application_id: 'The application',
      users: 'Accounts that are not gone',
      active: 'Of these, those that the vendor says are active',
      inactive: 'Of these, those that the vendor says are not',
      unmatched: 'Of these, those of nobody known',
      gone: 'Accounts that the vendor no longer lists',
    },
  },
  source: {
    is: 'Who says something about people and devices: an integration, or the hand of whoever edits them',
    columns: {
      id: 'Of an integration, that integration’s own id',
      kind: 'hand or integration',
      launched_at: 'Since when it speaks; of several integrations, the earlier speaks first',
      application_id: 'The application whose accounts it loads; empty: none',
      ended_at: 'Since when its integration is deleted',
    },
  },
  source_record: {
    is: 'What each source last said of each record; people and devices are made of these',
    columns: {
      source_id: 'Who says it',
      vendor_id: 'What the vendor knows the record by; of a hand, the id of whom it is about',
      object_id: 'The person or device it is about; empty: none was found',
      standing: '0 active, 1 inactive, 2 removed at the vendor',
      row: 'What it says, by the keys of fields; a field that is not there was not said, null is said to be empty',
      raw_hash: 'By which an unchanged record is recognised',
      run_id: 'The run that last wrote it; empty: a hand',
      number: 'Its place in the list of that run',
      made_by: 'The run that first heard of it',
      gone_at: 'Since when the vendor no longer has it',
      absent_since: 'Since when it is missing in lists, which is not confirmed yet',
      out_of_scope_at: 'Since when the conditions of its integration leave it out',
      ...at,
    },
  },
  change: {
    is: 'History: each changed field of a person, an account or a device is one row; rows are only ever added',
    columns: {
      id: 'Rises with time',
      object: 'person, saas_user or device',
      object_id: 'The id of the person, account or device',
      kind: 'created, updated, archived, restored or erased',
      field: 'The key of the field; empty: the whole object',
      before: 'The value before, as JSON',
      after: 'The value after, as JSON; of a creation, all values by the keys of fields',
      run_id: 'The run that did it; empty: somebody by hand',
      actor: 'Who did it, or who asked for the run',
      at: 'When',
    },
  },
  field: {
    is: 'The fields there are: each is a column of its object’s table',
    columns: {
      object: 'Of what it is a field: person or device',
      key: 'The name of the column, which never changes',
      label: 'What it is called',
      type: 'text, long_text, email, integer, decimal, boolean, date, datetime or choice',
      is_unique: 'Whether no two may have the same value',
      mandatory: 'Whether every object needs a value',
      options: 'Of a choice, the values it can have',
      core: 'Whether it comes with the product',
      retired: 'Whether it is no longer shown or written; its values stay',
      position: 'Its place among the others',
      created_at: at.created_at,
    },
  },
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The directory's tables tell what they are: to `docs/data-model.md`, and to whatever program reads the database. */
export const migration: Migration = {
  version: 44,
  name: 'told-tables',
  sql: Object.entries(tables)
    .flatMap(([table, { is, columns }]) => [
      `comment on table ${table} is ${quoted(is)};`,
      ...Object.entries(columns).map(
        ([name, says]) => `comment on column ${table}."${name}" is ${quoted(says)};`,
      ),
    ])
    .join('\n'),
}
