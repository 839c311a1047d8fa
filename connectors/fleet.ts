import {
  bearer,
  date,
  defineConnector,
  flag,
  moving,
  number,
  origin,
  pages,
  secret,
  text,
  words,
} from '../src/connect/manifest.ts'

/**
 * What machines answer that have no serial number: fleetdm/fleet issues 19789, 25993 and pull request 27470, and what
 * makers of mainboards leave in their firmware. Two of them must not become one device.
 */
const noSerial = [
  ...['', '-1', '0', '00000000', '0000000000', '123456789', '1234567890', '0123456789'],
  ...['None', 'N/A', 'NA', 'Null', 'Unknown', 'Invalid', 'Empty', 'OEM', 'O.E.M.', 'To Be Filled By O.E.M.'],
  ...[
    'To Be Filled By OEM',
    'Default',
    'Default string',
    'Default Serial',
    'Not Specified',
    'Not Applicable',
  ],
  ...['Not Available', 'Serial Number', 'System Serial Number', 'Chassis Serial Number', 'XXXXXXXX'],
]
const spellings = [
  noSerial,
  noSerial.map((said) => said.toLowerCase()),
  noSerial.map((said) => said.toUpperCase()),
]
const serial = [
  'hardware_serial | trim',
  ...spellings.map(nothing),
  nothing(['To be filled by O.E.M.']),
].join(' | ')

function nothing(words: readonly string[]): string {
  return `map(${words.map((said) => `"${said}", null`).join(', ')})`
}

/** Hypervisors by the maker that they give their machines; Fleet itself does not tell whether one is virtual. */
const virtual = `hardware_vendor | has("VMware, Inc.", "QEMU", "Xen", "innotek GmbH", "Amazon EC2")`
const when = (test: string, kind: string) => `(${test} | map(true, "${kind}", false, null))`
const kind = [
  when('platform | has("ios", "android")', 'phone'),
  when('platform | has("ipados")', 'tablet'),
  when(virtual, 'virtual machine'),
].join(' ?? ')

/** All of its Linux distributions by name: server/fleet/hosts.go of fleetdm/fleet. */
const linux = words(
  `linux ubuntu debian rhel centos sles kali gentoo amzn pop arch linuxmint void nixos endeavouros manjaro
  opensuse-leap opensuse-tumbleweed tuxedo neon archarm`,
)
const os = `platform | map("darwin", "macOS", "windows", "Windows", "chrome", "ChromeOS", "ios", "iOS", "ipados", "iPadOS", "android", "Android", ${linux.map((name) => `"${name}", "Linux"`).join(', ')})`

// Whoever was named by hand counts before the identity provider (pull request 23839), and a browser profile may be private.
// `end_users` comes only when asked for, since 4.92 (pull request 52258), and there for some hosts not at all.
const mapped = (source: string) => `(device_mapping | find("source", "${source}", "email"))`
const owner = [
  mapped('custom'),
  'end_users[0].idp_username',
  mapped('mdm_idp_accounts'),
  mapped('identity_provider'),
  'device_mapping[0].email',
].join(' ?? ')

/**
 * Fleet, an open platform for device management. Its hosts are loaded, with the software on them where that is wanted.
 * What is said of its API is in fleetdm/fleet at the places named here: docs/REST API/rest-api.md ("List hosts", "Get
 * host"), its source, and its issues by number. Muster is not affiliated with Fleet.
 */
export default defineConnector({
  id: 'fleet',
  name: 'Fleet',
  docs: 'https://fleetdm.com/docs/rest-api/rest-api#list-hosts',

  settings: {
    apiToken: secret('API token', {
      help: 'The token of an API-only user that may read hosts: the role Observer is enough. One of a team sees only the hosts of its team.',
    }),
    baseUrl: origin('Fleet address', {
      hosts: ['*.fleetdm.com', '*.cloud.fleetdm.com'],
      help: 'Where your Fleet answers, such as https://acme.cloud.fleetdm.com. One that you run yourself has to be allowed by MUSTER_ALLOW.',
    }),
  },

  http: {
    baseUrl: '{{baseUrl}}',
    auth: bearer('{{apiToken}}'),
    // Fleet names no limit for lists; a page with software is hard work for it (issue 52319).
    requestsPerMinute: 60,
  },

  check: {
    get: '/api/v1/fleet/hosts?per_page=1',
    unauthorized:
      'Fleet refused the token: it is wrong, or its user was removed or has signed out everywhere. Check the Fleet address, too.',
    // The role GitOps writes without reading (issue 8593).
    forbidden: 'Fleet knows the token, but its user may not read hosts. Give the user the role Observer.',
  },

  loads: {
    devices: {
      label: 'Fleet Device Load',
      of: 'devices',
      get: '/api/v1/fleet/hosts',
      // Ids grow with time: new hosts sort last, so none slips between two pages. A direction needs a key, and an
      // unknown key is refused (listOptionsFromRequest in server/service/transport.go).
      query: {
        order_key: 'id',
        order_direction: 'asc',
        device_mapping: 'true',
        populate_end_users: 'true',
        disable_failing_policies: 'true',
      },
      records: 'hosts',
      // Pages count from 0, and have 20 hosts unless told otherwise. With thousands of titles a host, 200 hosts were
      // more than 100 MB (issue 52319), so that pages are small.
      paging: pages(64, { page: 'page', perPage: 'per_page', first: 0 }),
      id: 'id',
      numbered: true,
      // Software makes one host as large as a page of them; asked often, Fleet wants it left out (pull request 47841).
      lookup: '/api/v1/fleet/hosts/{id}?exclude_software=true',
      record: 'host',
      // Where a device is and who else uses it is nobody's business here; the rest moves with every check-in.
      deny: words(
        `geolocation public_ip users pack_stats policies labels issues additional batteries uptime status updated_at
        detail_updated_at label_updated_at policy_updated_at software_updated_at last_mdm_checked_in_at
        gigs_disk_space_available percent_disk_space_available refetch_requested`,
      ),
      // Vulnerabilities, paths and hashes are most of what Fleet says of software.
      keep: { software: ['name', 'version', 'vendor'] },

      fields: {
        hostId: text('Host Id', 'id'),
        serial: text('Serial Number', serial),
        serialOrUuid: text('Serial Number or UUID', `(${serial}) ?? uuid`),
        uuid: text('Hardware UUID', 'uuid'),
        // Of iPhones only the display name is told.
        displayName: text('Display Name', 'display_name ?? computer_name ?? hostname'),
        hostname: text('Hostname', 'hostname'),
        computerName: text('Computer Name', 'computer_name'),
        manufacturer: text('Hardware Vendor', 'hardware_vendor | trim'),
        model: text('Hardware Model', 'hardware_model | trim'),
        kind: text('Kind', kind),
        platform: text('Platform', 'platform'),
        os: text('Operating System', os),
        osVersion: text('OS Version', 'os_version'),
        owner: text('End User', owner),
        team: text('Team', 'team_name'),
        cpu: text('CPU', 'cpu_brand | trim'),
        cores: number('CPU Cores', 'cpu_logical_cores'),
        memory: number('Memory in Bytes', 'memory'),
        disk: number('Disk in GB', 'gigs_total_disk_space'),
        mac: text('Primary MAC', 'primary_mac'),
        ip: text('Primary IP', 'primary_ip'),
        agentVersion: text('Agent Version', 'osquery_version'),
        enrollment: text('MDM Enrollment', 'mdm.enrollment_status'),
        isPending: flag('Is Pending?', 'mdm.enrollment_status | has("Pending")'),
        enrolledDate: date('Last Enrolled', 'last_enrolled_at | map("2000-01-01T00:00:00Z", null)'),
        createdDate: date('Added to Fleet', 'created_at'),
        // It moves with every check-in; a host that was never there has the year 2000 (server/fleet/hosts.go).
        lastSeen: moving(date('Last Seen', 'seen_time | map("2000-01-01T00:00:00Z", null)')),
      },

      include: { isPending: 'Include devices that were ordered and are not enrolled yet' },
      suggest: {
        serial_number: 'serial',
        name: 'displayName',
        kind: 'kind',
        manufacturer: 'manufacturer',
        model: 'model',
        os: 'os',
        os_version: 'osVersion',
        owner: 'owner',
        last_seen: 'lastSeen',
      },
      software: {
        list: 'software',
        name: 'name',
        version: 'version',
        publisher: 'vendor',
        // Without it the scores and texts of every vulnerability come along.
        query: { populate_software: 'without_vulnerability_details' },
      },
    },
  },
})
