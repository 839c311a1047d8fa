import { draw, drawFraction, pick } from '../planhat/draw.ts'
import type { Json, JsonObject } from '../planhat/json.ts'
import { type Blueprint, blueprint } from '../planhat/object-id.ts'
import { generateUser } from '../planhat/users.ts'
import { shelves } from './titles.ts'

/** A host with everything that can be asked of it; what is sent is up to the question. */
export interface Host extends JsonObject {
  readonly id: number
}

/** What a simulated Fleet is made from. */
export interface Estate {
  readonly seed: number
  /** The tenant of a simulated Planhat whose users own the hosts, and how many they are. */
  readonly print: Blueprint
  readonly users: number
  /** When it stands still, in milliseconds: hosts were last seen a while before. */
  readonly now: number
}

export const estate = (seed: number, users: number, now: number): Estate => ({
  seed,
  print: blueprint(seed, users),
  users,
  now,
})

const salt = {
  kind: 201,
  model: 202,
  os: 203,
  seen: 204,
  serial: 205,
  software: 206,
  version: 207,
  owner: 208,
}

type Kind = 'mac' | 'windows' | 'virtual' | 'phone' | 'ordered'

interface Make {
  readonly platform: keyof typeof shelves
  readonly vendor: string
  readonly models: readonly string[]
  readonly systems: readonly string[]
  readonly memory: number
  readonly cpu: string
  readonly team: string
}

const makes: Readonly<Record<Kind, Make>> = {
  mac: {
    platform: 'darwin',
    vendor: 'Apple Inc.',
    models: ['Mac15,6', 'Mac14,2', 'MacBookPro18,3', 'Mac16,1', 'Mac16,10'],
    systems: ['macOS 15.6.1', 'macOS 15.7', 'macOS 26.0.1'],
    memory: 17179869184,
    cpu: 'Apple M3 Pro',
    team: 'Workstations',
  },
  windows: {
    platform: 'windows',
    vendor: 'LENOVO',
    models: ['21LES00000', '21HM002EGE', '20XW00FPGE'],
    systems: ['Windows 11 Pro 24H2 10.0.26100.4652', 'Windows 11 Pro 25H2 10.0.26200.6584'],
    memory: 34359738368,
    cpu: 'Intel(R) Core(TM) Ultra 7 165U',
    team: 'Workstations',
  },
  virtual: {
    platform: 'ubuntu',
    vendor: 'QEMU',
    models: ['Standard PC (Q35 + ICH9, 2009)'],
    systems: ['Ubuntu 22.04.5 LTS', 'Ubuntu 24.04.3 LTS'],
    memory: 8323227648,
    cpu: 'AMD EPYC 7763 64-Core Processor',
    team: 'Servers',
  },
  phone: {
    platform: 'ios',
    vendor: '',
    models: ['iPhone17,3', 'iPhone16,1', 'iPhone15,4'],
    systems: ['iOS 18.6.2', 'iOS 26.0.1'],
    memory: 0,
    cpu: '',
    team: 'Phones',
  },
  // Bought, and known from Apple before anybody switched it on.
  ordered: {
    platform: 'darwin',
    vendor: '',
    models: ['MacBook Air'],
    systems: [''],
    memory: 0,
    cpu: '',
    team: 'Workstations',
  },
}

function kindOf(seed: number, index: number): Kind {
  const drawn = drawFraction(seed, index, salt.kind)
  if (drawn < 0.45) return 'mac'
  if (drawn < 0.75) return 'windows'
  if (drawn < 0.87) return 'phone'
  return drawn < 0.97 ? 'virtual' : 'ordered'
}

const never = '2000-01-01T00:00:00Z'
const second = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`
const day = 86_400_000

/** Host `index`: the same for the same estate, whoever asks and in whatever order. */
export function generateHost(estate: Estate, index: number): Host {
  const { seed, now } = estate
  const kind = kindOf(seed, index)
  const make = makes[kind]
  const isThere = kind !== 'ordered'
  const serial = serialOf(kind, seed, index)
  const owner = ownerOf(estate, kind, index)
  const name = nameOf(kind, index, serial, make)
  const enrolled = now - 30 * day - (draw(seed, index, salt.seen) % 700) * day
  // Most were there a moment ago; some have not been for weeks.
  const away = drawFraction(seed, index, salt.owner) < 0.1 ? 40 * day : 0
  const seen = now - away - (draw(seed, index, salt.seen) % 600) * 60_000
  return {
    id: index + 1,
    created_at: second(enrolled),
    updated_at: second(seen),
    last_enrolled_at: isThere ? second(enrolled) : never,
    seen_time: isThere ? second(seen) : never,
    software_updated_at: second(seen),
    detail_updated_at: second(seen),
    hostname: isThere ? name : '',
    uuid: isThere ? uuidOf(seed, index) : '',
    platform: make.platform,
    osquery_version: isThere && kind !== 'phone' ? '5.18.1' : '',
    os_version: pick(make.systems, draw(seed, index, salt.os)),
    memory: make.memory,
    cpu_brand: make.cpu,
    cpu_logical_cores: make.memory === 0 ? 0 : 8,
    hardware_vendor: make.vendor,
    hardware_model: pick(make.models, draw(seed, index, salt.model)),
    hardware_serial: serial,
    computer_name: isThere ? name : '',
    display_name: name,
    primary_ip: isThere ? `10.0.${(index >>> 8) & 255}.${index & 255}` : '',
    primary_mac: isThere ? macOf(index) : '',
    team_id: 1,
    team_name: make.team,
    gigs_total_disk_space: make.memory === 0 ? 0 : 494,
    status: away === 0 && isThere ? 'online' : 'offline',
    mdm: { enrollment_status: isThere ? 'On (automatic)' : 'Pending', name: 'Fleet', server_url: null },
    device_mapping: owner === null ? null : [{ email: owner, source: 'mdm_idp_accounts' }],
    end_users: owner === null ? null : [{ idp_username: owner, other_emails: [] }],
    software: isThere ? softwareOf(seed, index, make) : null,
  }
}

/** Virtual machines have none, and what Fleet says of that differs. */
function serialOf(kind: Kind, seed: number, index: number): string {
  if (kind === 'virtual') return pick(['', '-1'], index)
  const drawn = draw(seed, index, salt.serial).toString(36).padStart(7, '0').slice(-4)
  return `${kind === 'windows' ? 'PF' : 'C0'}${drawn}${index.toString(36).padStart(4, '0')}`.toUpperCase()
}

/** The address of the user with the same number, so that each has a device before anybody has two. */
function ownerOf({ print, users }: Estate, kind: Kind, index: number): string | null {
  if (users === 0 || kind === 'virtual' || kind === 'ordered') return null
  const { email } = generateUser(print, index % users)
  return typeof email === 'string' ? email : null
}

function nameOf(kind: Kind, index: number, serial: string, { models }: Make): string {
  if (kind === 'virtual') return `srv-${String(index).padStart(4, '0')}`
  return kind === 'ordered' ? `${models[0]} (${serial})` : `${kind === 'windows' ? 'LAP' : 'MAC'}-${serial}`
}

function uuidOf(seed: number, index: number): string {
  const digits = [1, 2, 3, 4]
    .map((turn) =>
      draw(seed, index, 300 + turn)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5').toUpperCase()
}

const macOf = (index: number): string =>
  [
    '02',
    '00',
    '5e',
    ...[16, 8, 0].map((bits) => ((index >>> bits) & 255).toString(16).padStart(2, '0')),
  ].join(':')

function softwareOf(seed: number, index: number, { platform }: Make): readonly Json[] {
  const { source, titles } = shelves[platform]
  return titles.flatMap(({ name, vendor, versions }, at) => {
    const drawn = draw(seed, index, 400 + at)
    if (drawn % 10 > 6) return []
    const version = pick(versions, drawn >>> 8)
    return [
      { id: at * 10 + versions.indexOf(version) + 1, name, version, source, vendor, vulnerabilities: [] },
    ]
  })
}
